package dev.cardea.model;

import java.util.Optional;

/// What a key may be used for; the marker is part of the key's text.
public enum KeyType {
    /// Calls APIs and models, from servers.
    SECRET("sk"),
    /// May be seen by the public, in pages and apps.
    PUBLISHABLE("pk"),
    /// Calls the admin API, and nothing else.
    MANAGEMENT("mk"),
    /// Signs webhooks, and opens nothing.
    WEBHOOK("whsec");

    private final String marker;

    KeyType(String marker) {
        this.marker = marker;
    }

    public String marker() {
        return marker;
    }

    /// The type with this marker, if there is one.
    public static Optional<KeyType> ofMarker(String marker) {
        for (KeyType type : values()) {
            if (type.marker.equals(marker)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
