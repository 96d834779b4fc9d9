package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.AnswerReader;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Usage;
import java.util.List;

/// Reads a whole Messages answer.
public final class MessagesAnswerReader implements AnswerReader {
    @Override
    public ChatAnswer read(byte[] body, int offset, int length, Asked asked) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String id = "";
            String model = "";
            List<Part> parts = null;
            StopReason stop = StopReason.OTHER;
            Raw stopSequence = null;
            Usage usage = Usage.NONE;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "id" -> id = in.string();
                    case "model" -> model = in.string();
                    case "content" ->
                            parts = BlockReader.content(in, new ChatRequestBuilder(), "content");
                    case "stop_reason" -> stop = StopReasons.read(in.string());
                    case "stop_sequence" -> stopSequence = in.text();
                    case "usage" -> usage = MessagesUsage.read(in, Usage.NONE);
                    default -> in.skip();
                }
            }
            in.finish();
            if (parts == null) {
                throw TranslationFault.malformed("'content' is missing");
            }
            return new ChatAnswer(
                    id,
                    model,
                    0,
                    List.of(new Choice(parts, stop, stopSequence, null)),
                    usage,
                    null);
        }
    }
}
