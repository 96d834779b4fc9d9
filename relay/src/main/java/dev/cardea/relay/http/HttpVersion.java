package dev.cardea.relay.http;

/// The protocol in which a message came.
public enum HttpVersion {
    HTTP_1_0("HTTP/1.0"),
    HTTP_1_1("HTTP/1.1"),
    HTTP_2("HTTP/2");

    private final String text;

    HttpVersion(String text) {
        this.text = text;
    }

    /// As it is called in messages.
    public String text() {
        return text;
    }
}
