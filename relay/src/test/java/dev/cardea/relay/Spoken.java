package dev.cardea.relay;

import dev.cardea.model.Dialect;

/// The wire formats that tests pair: what a client of each sends and reads, and what a provider of
/// each answers. Every provider says `hello there` for 11 tokens in and 5 out.
enum Spoken {
    OPENAI(
            Dialect.OPENAI,
            "/v1",
            "/v1/chat/completions",
            "/v1/chat/completions",
            """
            {"model":"up/m","messages":[{"role":"user","content":"hi"}],"stream":%s}\
            """,
            "\"content\":\"hello there\"",
            "data: [DONE]",
            """
            {"id":"c1","object":"chat.completion","created":1,"model":"m-2026","choices":[{"index":0,\
            "message":{"role":"assistant","content":"hello there"},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":11,"completion_tokens":5,"total_tokens":16}}\
            """,
            """
            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-2026","choices":[{"index":0,"delta":{"role":"assistant","content":"hello"},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-2026","choices":[{"index":0,"delta":{"content":" there"},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-2026","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-2026","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":5,"total_tokens":16}}

            data: [DONE]

            """,
            """
            {"error":{"message":"messages[0].content is odd","type":"invalid_request_error","param":null,"code":"invalid_value"}}\
            """,
            """
            {"error":{"message":"The server is overloaded","type":"server_error","param":null,"code":null}}\
            """,
            "\"type\":\"invalid_request_error\""),
    ANTHROPIC(
            Dialect.ANTHROPIC,
            "",
            "/v1/messages",
            "/v1/messages",
            """
            {"model":"up/m","max_tokens":64,"messages":[{"role":"user","content":"hi"}],"stream":%s}\
            """,
            "\"text\":\"hello there\"",
            "event: message_stop",
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"m-2026","content":[{"type":"text",\
            "text":"hello there"}],"stop_reason":"end_turn","stop_sequence":null,\
            "usage":{"input_tokens":11,"output_tokens":5}}\
            """,
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m-2026","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type":"ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hello"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" there"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

            event: message_stop
            data: {"type":"message_stop"}

            """,
            """
            {"type":"error","error":{"type":"invalid_request_error","message":"messages[0].content is odd"}}\
            """,
            """
            {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\
            """,
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\""),
    GEMINI(
            Dialect.GEMINI,
            "",
            "/v1beta/models/up%2Fm:generateContent",
            "/v1beta/models/up%2Fm:streamGenerateContent?alt=sse",
            """
            {"contents":[{"role":"user","parts":[{"text":"hi"}]}]}\
            """,
            "\"text\":\"hello there\"",
            "\"finishReason\":\"STOP\"",
            """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"hello there"}]},"finishReason":"STOP",\
            "index":0}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16},\
            "modelVersion":"m-2026","responseId":"r1"}\
            """,
            """
            data: {"candidates":[{"content":{"role":"model","parts":[{"text":"hello"}]},"index":0}],"usageMetadata":{"promptTokenCount":11,"totalTokenCount":11},"modelVersion":"m-2026","responseId":"r1"}

            data: {"candidates":[{"content":{"role":"model","parts":[{"text":" there"}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16},"modelVersion":"m-2026","responseId":"r1"}

            """,
            """
            {"error":{"code":400,"message":"contents[0] is odd","status":"INVALID_ARGUMENT"}}\
            """,
            """
            {"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}\
            """,
            "\"status\":\"INVALID_ARGUMENT\"");

    final Dialect dialect;
    final String base;
    final String path;
    final String streamPath;
    final String request;

    /// What a whole answer shows, as a client of this format reads it.
    final String shown;

    /// What a good stream ends with.
    final String last;

    final String answer;
    final String stream;

    /// A provider's word on a bad request, and on its own overload.
    final String refusal;

    final String overload;

    /// How a client sees that its request is bad.
    final String badRequest;

    Spoken(
            Dialect dialect,
            String base,
            String path,
            String streamPath,
            String request,
            String shown,
            String last,
            String answer,
            String stream,
            String refusal,
            String overload,
            String badRequest) {
        this.dialect = dialect;
        this.base = base;
        this.path = path;
        this.streamPath = streamPath;
        this.request = request;
        this.shown = shown;
        this.last = last;
        this.answer = answer;
        this.stream = stream;
        this.refusal = refusal;
        this.overload = overload;
        this.badRequest = badRequest;
    }

    String ask(boolean streamed) {
        return TestGateway.post(streamed ? streamPath : path, request.formatted(streamed));
    }

    /// A gateway whose provider `up` speaks this format.
    TestGateway before(ScriptedUpstream upstream) {
        return TestGateway.with(
                settings -> settings,
                TestGateway.provider("up", dialect, "http://127.0.0.1:" + upstream.port() + base));
    }
}
