package dev.cardea.benchmarks.load;

/// What a load asks for.
enum Ask {
    /// A whole answer of about 0.7 kB.
    WHOLE("json", false),
    /// A stream of 100 events, one each 10 ms.
    STREAM("sse", true),
    /// A stream of one event a second.
    SLOW_STREAM("slow", true);

    static final int STREAM_EVENTS = 100;
    static final int STREAM_PAUSE_MILLIS = 10;
    static final int SLOW_EVENTS = 12;
    static final int SLOW_PAUSE_MILLIS = 1_000;

    private final String provider;
    private final boolean stream;

    Ask(String provider, boolean stream) {
        this.provider = provider;
        this.stream = stream;
    }

    /// The name of the provider that answers it.
    String provider() {
        return provider;
    }

    /// The request's body, about 0.5 kB.
    String body() {
        String options =
                stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "";
        return ("{\"model\":\"%s/bench\",\"messages\":[{\"role\":\"system\",\"content\":\"%s\"},"
                        + "{\"role\":\"user\",\"content\":\"Why is the sky blue? Answer in one sentence.\"}],"
                        + "\"temperature\":0.2,\"max_tokens\":200%s}")
                .formatted(
                        provider,
                        "You answer briefly and in the words of the asker. ".repeat(5).strip(),
                        options);
    }
}
