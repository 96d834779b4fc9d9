package dev.cardea.benchmarks.load;

/// What a load asks for.
enum Ask {
    /// A whole answer of about 0.7 kB.
    WHOLE("json", false, "openai"),
    /// A stream of 100 events, one each 10 ms.
    STREAM("sse", true, "openai"),
    /// A stream of one event a second.
    SLOW_STREAM("slow", true, "openai"),
    /// A whole answer of a provider that speaks another format; only a gateway that translates is
    /// asked.
    TRANSLATED("json-anthropic", false, "anthropic"),
    /// A stream of 100 events, one each 10 ms, of a provider that speaks another format.
    TRANSLATED_STREAM("sse-anthropic", true, "anthropic");

    static final int STREAM_EVENTS = 100;
    static final int STREAM_PAUSE_MILLIS = 10;
    static final int SLOW_EVENTS = 12;
    static final int SLOW_PAUSE_MILLIS = 1_000;

    private final String provider;
    private final boolean stream;
    private final String dialect;

    Ask(String provider, boolean stream, String dialect) {
        this.provider = provider;
        this.stream = stream;
        this.dialect = dialect;
    }

    /// The format that its provider speaks.
    String dialect() {
        return dialect;
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
