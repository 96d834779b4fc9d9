/// OpenAI's Responses as clients speak it, where it needs no state at the provider.
/// [dev.cardea.dialect.responses.Responses] names the parts.
@NullMarked
package dev.cardea.dialect.responses;

import org.jspecify.annotations.NullMarked;
