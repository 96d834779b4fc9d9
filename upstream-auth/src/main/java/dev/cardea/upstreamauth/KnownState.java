package dev.cardea.upstreamauth;

import dev.cardea.model.CredentialHealth;
import dev.cardea.model.CredentialId;

/// The state of a credential, to go on with after a restart. It holds no secret.
///
/// @param fingerprint of the secret that the state is of: it says nothing of another one
public record KnownState(CredentialId credential, String fingerprint, CredentialHealth health) {}
