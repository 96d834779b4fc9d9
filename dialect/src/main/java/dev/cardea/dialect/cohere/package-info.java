/// The wire format of Cohere's API v2, as providers understand it. Read
/// [dev.cardea.dialect.cohere.CohereChat] first.
@NullMarked
package dev.cardea.dialect.cohere;

import org.jspecify.annotations.NullMarked;
