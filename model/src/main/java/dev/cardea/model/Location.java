package dev.cardea.model;

/// Where in a request a credential was found.
public enum Location {
    AUTHORIZATION("Authorization"),
    X_API_KEY("x-api-key"),
    API_KEY("api-key"),
    X_GOOG_API_KEY("x-goog-api-key"),
    BASIC("Authorization (Basic)"),
    QUERY("query string"),
    BODY("body"),
    COOKIE("cookie"),
    OTHER_HEADER("another header");

    private final String words;

    Location(String words) {
        this.words = words;
    }

    /// As it is called in messages.
    public String words() {
        return words;
    }
}
