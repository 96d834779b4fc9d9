package dev.cardea.storage.sql;

import dev.cardea.model.SecretText;

/// How a PostgreSQL database is reached.
///
/// @param url `jdbc:postgresql://host:port/database`, with parameters of the driver if need be
/// @param connections how many are open at most
public record PostgresAddress(String url, String user, SecretText password, int connections) {
    public PostgresAddress {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("a PostgreSQL address begins with jdbc:postgresql:");
        }
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "connections must be 1 or more, found " + connections);
        }
    }
}
