/// The wire format of AWS Bedrock's Converse and ConverseStream, as providers understand it. Read
/// [dev.cardea.dialect.bedrock.Converse] first; [dev.cardea.dialect.bedrock.EventFrames] is the binary
/// framing of its streams.
@NullMarked
package dev.cardea.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
