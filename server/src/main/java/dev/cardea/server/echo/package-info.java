/// The built-in provider `echo`: answers with what it was asked, offline and without a credential, so
/// that the first call works before any provider is set up.
@NullMarked
package dev.cardea.server.echo;

import org.jspecify.annotations.NullMarked;
