package dev.cardea.control;

import dev.cardea.model.Key;
import dev.cardea.model.SecretText;
import java.util.Optional;

/// A new key.
///
/// @param secret the credential itself, here and never again; empty when the request was a repetition
public record IssuedKey(Key key, Optional<SecretText> secret) {}
