package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.AnswerWriter;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.GivenTool;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a whole response. The format knows one answer, so of several the first is written.
public final class ResponsesAnswerWriter implements AnswerWriter {

    @Override
    public void write(ChatAnswer answer, Asked asked, JsonOut out) {
        JsonOut items = new JsonOut(1024).list();
        StopReason stop = StopReason.OTHER;
        if (!answer.choices().isEmpty()) {
            Choice choice = answer.choices().getFirst();
            stop = choice.stop();
            new Items(choice, asked, items).write();
        }
        items.endList();
        ResponseHead.of(answer.id(), answer.created(), answer.model(), answer.serviceTier(), asked)
                .ended(stop, items.toRaw(), answer.usage(), out);
    }

    /// The items of one answer: texts that follow each other are one message.
    private static final class Items {
        private final Choice choice;
        private final Asked asked;
        private final JsonOut out;
        private int index;
        private @Nullable JsonOut content;
        private @Nullable Raw logprobs;

        Items(Choice choice, Asked asked, JsonOut out) {
            this.choice = choice;
            this.asked = asked;
            this.out = out;
            this.logprobs = choice.logprobs();
        }

        void write() {
            for (Part part : choice.parts()) {
                switch (part) {
                    case Part.Text text -> {
                        OutputItems.text(
                                text.text(),
                                annotations(text.citations()),
                                OutputItems.logprobs(logprobs),
                                content());
                        logprobs = null;
                    }
                    case Part.Declined(var text) -> OutputItems.refusal(text, content());
                    case Part.Thinking thinking -> {
                        close();
                        OutputItems.reasoning(
                                id("rs_"),
                                thinking.text(),
                                OutputItems.encrypted(
                                        thinking.signature(), thinking.maker(), thinking.sealed()),
                                out);
                    }
                    case Part.ToolCall call -> {
                        close();
                        call(call);
                    }
                    case Part.Image(Media.Inline image, _, _) -> {
                        close();
                        OutputItems.image(id("ig_"), "completed", image, out);
                    }
                    case Part.ToolResult _,
                            Part.Image _,
                            Part.Document _,
                            Part.Audio _,
                            Part.Video _ -> {}
                }
            }
            close();
        }

        private String id(String prefix) {
            return prefix + asked.requestId() + "_" + index++;
        }

        private JsonOut content() {
            JsonOut open = content;
            if (open == null) {
                open = new JsonOut(256).list();
                content = open;
            }
            return open;
        }

        private void close() {
            JsonOut open = content;
            if (open != null) {
                content = null;
                OutputItems.message(
                        id("msg_"),
                        ResponseHead.status(choice.stop()),
                        open.endList().toRaw(),
                        out);
            }
        }

        private void call(Part.ToolCall call) {
            GivenTool tool = asked.echo().tool(call.name());
            Raw argument =
                    tool.bare()
                            ? TextTools.input(call.arguments())
                            : new JsonOut(call.arguments().length() + 16)
                                    .quoted(call.arguments())
                                    .toRaw();
            OutputItems.call(
                    id(OutputItems.idPrefix(tool)), "completed", call.id(), tool, argument, out);
        }

        private static Raw annotations(List<Citation> citations) {
            if (citations.isEmpty()) {
                return OutputItems.EMPTY_LIST;
            }
            JsonOut list = new JsonOut(256).list();
            for (Citation citation : citations) {
                if (citation.url() != null) {
                    OutputItems.annotation(citation, citation.url(), list);
                }
            }
            return list.endList().toRaw();
        }
    }
}
