package dev.cardea.model;

/// The order in which a call is checked.
public enum Stage {
    GATEWAY_HEALTH,
    CREDENTIAL_PRESENT,
    SHAPE,
    PREFIX,
    KEY_STATE,
    OWNER,
    TOKEN,
    NETWORK,
    PERMISSION,
    SUBSCRIPTION,
    LIMITS,
    CONTEXT,
    UPSTREAM
}
