package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One JSON object of an answer: the whole of it, or a line of a stream.
///
/// @param stop why it ended; null when it goes on
/// @param error a JSON string; null when there is none
record Chunk(
        String model,
        @Nullable Raw content,
        @Nullable Raw thinking,
        List<Call> calls,
        @Nullable StopReason stop,
        Usage usage,
        @Nullable Raw error) {

    /// @param arguments a JSON object
    record Call(@Nullable String id, String name, Raw arguments) {}

    static Chunk read(JsonIn in) {
        String model = "";
        Message message = new Message();
        boolean done = false;
        StopReason reason = StopReason.END;
        long input = 0;
        long output = 0;
        Raw error = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "model" -> model = in.string();
                case "message" -> message.read(in);
                case "done" -> done = in.bool();
                case "done_reason" -> reason = reason(in.string());
                case "prompt_eval_count" -> input = in.count();
                case "eval_count" -> output = in.count();
                case "error" -> error = in.isText() ? in.text() : Raw.text("The model failed.");
                default -> in.skip();
            }
        }
        return new Chunk(
                model,
                message.content,
                message.thinking,
                message.calls,
                done ? reason : null,
                new Usage(input, output, 0, 0, 0, false),
                error);
    }

    private static StopReason reason(String reason) {
        return switch (reason) {
            case "stop" -> StopReason.END;
            case "length" -> StopReason.LENGTH;
            case "tool_calls" -> StopReason.TOOL_CALLS;
            default -> StopReason.OTHER;
        };
    }

    private static final class Message {
        private @Nullable Raw content;
        private @Nullable Raw thinking;
        private final List<Call> calls = new ArrayList<>(0);

        void read(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "content" -> content = filled(in);
                    case "thinking" -> thinking = filled(in);
                    case "tool_calls" -> {
                        in.array();
                        while (in.element()) {
                            calls.add(call(in));
                        }
                    }
                    default -> in.skip();
                }
            }
        }

        private static @Nullable Raw filled(JsonIn in) {
            Raw text = in.text();
            return text.isEmptyText() ? null : text;
        }

        private static Call call(JsonIn in) {
            String id = null;
            String tool = "";
            Raw arguments = Raw.EMPTY_OBJECT;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "id" -> id = in.string();
                    case "function" -> {
                        in.object();
                        for (String f = in.member(); f != null; f = in.member()) {
                            switch (f) {
                                case "name" -> tool = in.string();
                                case "arguments" -> arguments = in.raw();
                                default -> in.skip();
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            return new Call(id == null || id.isEmpty() ? null : id, tool, arguments);
        }
    }
}
