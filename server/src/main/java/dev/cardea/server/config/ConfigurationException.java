package dev.cardea.server.config;

/// The configuration can't be used; the message is one sentence for the operator and holds no secret.
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigurationException(String message) {
        super(message);
    }

    ConfigurationException(Origin origin, String message) {
        super(origin + ": " + message);
    }
}
