package dev.cardea.dialect.usage;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One recorded answer for each API, and what it cost.
record Answer(
        String name,
        Dialect dialect,
        Endpoint endpoint,
        boolean stream,
        String text,
        Usage usage,
        String model) {
    static final Answer CHAT =
            new Answer(
                    "CHAT",
                    Dialect.OPENAI,
                    Endpoint.CHAT_COMPLETIONS,
                    false,
                    """
                    {"id":"c1","object":"chat.completion","model":"gpt-5-2025","choices":[{"index":0,
                    "message":{"role":"assistant","content":"\\"usage\\":{\\"prompt_tokens\\":9}","tool_calls":[
                    {"function":{"name":"f","arguments":"{\\"usage\\":{}}"}}]},"finish_reason":"stop"}],
                    "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
                    "prompt_tokens_details":{"cached_tokens":64,"audio_tokens":0},
                    "completion_tokens_details":{"reasoning_tokens":7}},"system_fingerprint":null}
                    """,
                    new Usage(100, 20, 64, 0, 7, false),
                    "gpt-5-2025");

    static final Answer CHAT_STREAM =
            new Answer(
                    "CHAT_STREAM",
                    Dialect.OPENAI,
                    Endpoint.CHAT_COMPLETIONS,
                    true,
                    """
                    data: {"id":"c1","model":"gpt-5","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}

                    : a comment

                    data: {"id":"c1","model":"gpt-5","choices":[{"index":0,"delta":{"content":"Hällo \\"usage\\""}}],"usage":null}

                    data: {"id":"c1","model":"gpt-5","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}

                    data: [DONE]

                    """,
                    new Usage(5, 3, 0, 0, 0, false),
                    "gpt-5");

    static final Answer RESPONSES =
            new Answer(
                    "RESPONSES",
                    Dialect.OPENAI,
                    Endpoint.RESPONSES,
                    false,
                    """
                    {"id":"r","object":"response","error":null,"model":"gpt-5","output":[{"type":"message",
                    "content":[{"type":"output_text","text":"Hi"}]}],"tools":[{"parameters":{"properties":
                    {"usage":{"type":"object","input_tokens":999}}}}],"usage":{"input_tokens":36,
                    "input_tokens_details":{"cached_tokens":4},"output_tokens":87,
                    "output_tokens_details":{"reasoning_tokens":60},"total_tokens":123},"metadata":{"usage":"x"}}
                    """,
                    new Usage(36, 87, 4, 0, 60, false),
                    "gpt-5");

    static final Answer RESPONSES_STREAM =
            new Answer(
                    "RESPONSES_STREAM",
                    Dialect.OPENAI,
                    Endpoint.RESPONSES,
                    true,
                    """
                    event: response.created
                    data: {"type":"response.created","response":{"id":"r","model":"gpt-5","usage":null,"error":null}}

                    event: response.output_text.delta
                    data: {"type":"response.output_text.delta","delta":"Hello"}

                    event: response.completed
                    data: {"type":"response.completed","response":{"id":"r","model":"gpt-5","usage":{"input_tokens":11,"output_tokens":6,"output_tokens_details":{"reasoning_tokens":2}}}}

                    """,
                    new Usage(11, 6, 0, 0, 2, false),
                    "gpt-5");

    static final Answer EMBEDDINGS =
            new Answer(
                    "EMBEDDINGS",
                    Dialect.OPENAI,
                    Endpoint.EMBEDDINGS,
                    false,
                    """
                    {"object":"list","data":[{"embedding":"AAECAwQ=","index":0},{"embedding":[0.1,-2e-3]}],
                    "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}
                    """,
                    new Usage(8, 0, 0, 0, 0, false),
                    "text-embedding-3-small");

    static final Answer MESSAGES =
            new Answer(
                    "MESSAGES",
                    Dialect.ANTHROPIC,
                    Endpoint.MESSAGES,
                    false,
                    """
                    {"id":"m","type":"message","model":"claude-x","content":[{"type":"tool_use","name":"f",
                    "input":{"usage":{"input_tokens":12345}}}],"usage":{"input_tokens":10,
                    "cache_creation_input_tokens":20,"cache_read_input_tokens":30,"output_tokens":40,
                    "cache_creation":{"ephemeral_5m_input_tokens":20},"service_tier":"standard"}}
                    """,
                    new Usage(60, 40, 30, 20, 0, false),
                    "claude-x");

    static final Answer MESSAGES_STREAM =
            new Answer(
                    "MESSAGES_STREAM",
                    Dialect.ANTHROPIC,
                    Endpoint.MESSAGES,
                    true,
                    """
                    event: message_start
                    data: {"type":"message_start","message":{"id":"m","model":"claude-x","usage":{"input_tokens":25,"cache_read_input_tokens":100,"output_tokens":1}}}

                    event: content_block_delta
                    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello there"}}

                    event: message_delta
                    data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}

                    event: message_stop
                    data: {"type":"message_stop"}

                    """,
                    new Usage(125, 15, 100, 0, 0, false),
                    "claude-x");

    static final Answer GEMINI =
            new Answer(
                    "GEMINI",
                    Dialect.GEMINI,
                    Endpoint.GENERATE_CONTENT,
                    false,
                    """
                    {"candidates":[{"content":{"parts":[{"text":"Hi"},{"functionCall":{"args":{"usageMetadata":{"promptTokenCount":999}}}}]},"finishReason":"STOP"}],
                    "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2,"thoughtsTokenCount":5,"cachedContentTokenCount":3,"toolUsePromptTokenCount":1,"totalTokenCount":15},"modelVersion":"gemini-3"}
                    """,
                    new Usage(8, 7, 3, 0, 5, false),
                    "gemini-3");

    static final Answer GEMINI_STREAM =
            new Answer(
                    "GEMINI_STREAM",
                    Dialect.GEMINI,
                    Endpoint.STREAM_GENERATE_CONTENT,
                    true,
                    """
                    data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]}}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":1},"modelVersion":"gemini-3"}

                    data: {"candidates":[{"content":{"parts":[{"text":"."}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2},"modelVersion":"gemini-3"}

                    """,
                    new Usage(7, 2, 0, 0, 0, false),
                    "gemini-3");

    static final Answer GEMINI_ARRAY =
            new Answer(
                    "GEMINI_ARRAY",
                    Dialect.GEMINI,
                    Endpoint.STREAM_GENERATE_CONTENT,
                    false,
                    """
                    [{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":1}},
                    {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":4},"modelVersion":"gemini-3"}]
                    """,
                    new Usage(7, 4, 0, 0, 0, false),
                    "gemini-3");

    static final Answer RERANK =
            new Answer(
                    "RERANK",
                    Dialect.OPENAI,
                    Endpoint.RERANK,
                    false,
                    """
                    {"model":"rank-2","usage":{"total_tokens":9},"results":[
                    {"index":1,"relevance_score":0.9,"document":{"text":"two"}}]}
                    """,
                    new Usage(9, 0, 0, 0, 0, false),
                    "rank-2");

    static final List<Answer> ALL =
            List.of(
                    CHAT,
                    CHAT_STREAM,
                    RESPONSES,
                    RESPONSES_STREAM,
                    EMBEDDINGS,
                    RERANK,
                    MESSAGES,
                    MESSAGES_STREAM,
                    GEMINI,
                    GEMINI_STREAM,
                    GEMINI_ARRAY);

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    UsageMeter meter(boolean hide) {
        return UsageMeter.of(dialect, endpoint, stream, hide);
    }

    @Override
    public String toString() {
        return name;
    }
}
