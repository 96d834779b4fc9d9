package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.AnswerReader;
import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;

/// Reads a whole answer of Ollama's chat, which has no id.
public final class ChatAnswerReader implements AnswerReader {
    @Override
    public ChatAnswer read(byte[] body, int offset, int length, Asked asked) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            Chunk chunk = Chunk.read(in);
            in.finish();
            if (chunk.stop() == null) {
                throw TranslationFault.malformed("the answer isn't 'done'");
            }
            List<Part> parts = new ArrayList<>();
            if (chunk.thinking() != null) {
                parts.add(new Part.Thinking(chunk.thinking(), null, Dialect.OPENAI, false));
            }
            if (chunk.content() != null) {
                parts.add(Part.Text.of(chunk.content()));
            }
            int number = 0;
            for (Chunk.Call call : chunk.calls()) {
                parts.add(
                        new Part.ToolCall(
                                id(call, asked, number++),
                                call.name(),
                                Arguments.object(call.arguments()),
                                null));
            }
            StopReason stop =
                    number > 0 && chunk.stop() == StopReason.END
                            ? StopReason.TOOL_CALLS
                            : chunk.stop();
            return new ChatAnswer(
                    "",
                    chunk.model(),
                    0,
                    List.of(new Choice(parts, stop, null, null)),
                    chunk.usage(),
                    null);
        }
    }

    /// Older servers give calls no ids.
    static String id(Chunk.Call call, Asked asked, int number) {
        return call.id() == null ? "call_" + asked.requestId() + "_" + number : call.id();
    }
}
