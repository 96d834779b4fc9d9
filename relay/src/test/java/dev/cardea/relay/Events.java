package dev.cardea.relay;

/// A stream of OpenAI's as tests write it.
final class Events {
    static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    static final String USAGE =
            "data: {\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5}}\n\n";
    static final String DONE = "data: [DONE]\n\n";

    private Events() {}

    static String delta(String text) {
        return "data: {\"model\":\"m-1\",\"choices\":[{\"delta\":{\"content\":\""
                + text
                + "\"}}]}\n\n";
    }
}
