/// The wire format of Ollama's own API, as providers understand it. Read
/// [dev.cardea.dialect.ollama.OllamaChat] first.
@NullMarked
package dev.cardea.dialect.ollama;

import org.jspecify.annotations.NullMarked;
