/// Translation from any client dialect to any provider dialect. Read
/// [dev.cardea.dialect.translate.Translator] first: it joins a client's spoke and a provider's spoke
/// through the neutral form of `dev.cardea.dialect.hub`.
@NullMarked
package dev.cardea.dialect.translate;

import org.jspecify.annotations.NullMarked;
