package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.Base64Pieces;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamWriter;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a streamed Chat Completions answer: one chunk per event, all with the same id, the usage
/// chunk when the client asked for it, `[DONE]`.
public final class ChatStreamWriter implements StreamWriter {
    /// One choice: how many tool calls there are so far, and what the client calls each part that is
    /// one.
    private static final class Choice {
        private boolean spoke;
        private int tools;
        private int details;
        private int bare = -1;
        private final Map<Integer, Integer> index = new HashMap<>();
        private Dialect maker = Dialect.OPENAI;
        private @Nullable Raw googleSignature;
        private int images;
        private @Nullable Base64Pieces sound;
    }

    private static final Raw NO_ARGUMENTS = Raw.text("{}");

    private final Asked asked;
    private final JsonOut out;
    private final Map<Integer, Choice> choices = new HashMap<>();
    private byte[] head = new byte[0];
    private Usage usage = Usage.NONE;

    public ChatStreamWriter(Asked asked, JsonOut out) {
        this.asked = asked;
        this.out = out;
    }

    @Override
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Start start -> start(start);
            case StreamEvent.TextDelta(var choice, _, var text, var logprobs) -> {
                delta(choice).field("content", text);
                close(logprobs);
            }
            case StreamEvent.ThinkingStart(var choice, _, var maker) -> {
                choice(choice).maker = maker;
                choice(choice).details++;
            }
            case StreamEvent.ThinkingDelta(var choice, _, var text) -> thinking(choice, text);
            case StreamEvent.Signature(var choice, _, var signature) ->
                    signature(choice, signature, choice(choice).maker, false);
            case StreamEvent.SealedThinking(var choice, _, var data, var maker) ->
                    signature(choice, data, maker, true);
            case StreamEvent.ToolStart tool -> tool(tool);
            case StreamEvent.ToolDelta(var choice, var part, var fragment) -> {
                choice(choice).bare = -1;
                arguments(choice, part, fragment);
            }
            case StreamEvent.DeclinedDelta(var choice, _, var text) -> {
                delta(choice).field("refusal", text);
                close(null);
            }
            case StreamEvent.Cited(var choice, _, var citation) -> {
                if (citation.url() != null) {
                    delta(choice);
                    Annotations.write(java.util.List.of(citation), out);
                    close(null);
                }
            }
            case StreamEvent.Shown(var choice, _, var media) -> shown(choice, media);
            case StreamEvent.Stop stop -> stop(stop);
            case StreamEvent.Totals(var totals) -> usage = totals;
            case StreamEvent.Failure(var error) -> {
                out.text("data: ");
                new OpenAiErrors().write(error, out);
                out.text("\n\n");
            }
            case StreamEvent.End _ -> end();
            case StreamEvent.Ping _ -> out.text(": ping\n\n");
            case StreamEvent.PartStop(var choice, var part) -> {
                // A call without arguments: clients parse what they got, and nothing is no JSON.
                if (choice(choice).bare == part) {
                    choice(choice).bare = -1;
                    arguments(choice, part, NO_ARGUMENTS);
                }
            }
            case StreamEvent.TextStart _, StreamEvent.DeclinedStart _ -> {}
        }
    }

    /// What all chunks start with is written once.
    private void start(StreamEvent.Start start) {
        JsonOut text = new JsonOut(160).text("data: ").object();
        text.field("id", ChatAnswerWriter.id(start.id(), asked));
        text.field("object", "chat.completion.chunk");
        text.field("created", start.created() > 0 ? start.created() : asked.created());
        text.field("model", start.model().isEmpty() ? asked.model() : start.model());
        text.maybe("service_tier", start.serviceTier());
        head = text.text(",\"choices\":[").toBytes();
    }

    private Choice choice(int index) {
        return choices.computeIfAbsent(index, _ -> new Choice());
    }

    private JsonOut delta(int index) {
        Choice choice = choice(index);
        out.bytes(head, 0, head.length).text("{\"index\":").value(index).object("delta");
        if (!choice.spoke) {
            choice.spoke = true;
            out.field("role", "assistant");
        }
        return out;
    }

    private void close(@Nullable Raw logprobs) {
        out.end();
        if (logprobs != null) {
            out.field("logprobs", logprobs);
        }
        out.text(",\"finish_reason\":null}]}\n\n");
    }

    /// Reasoning whose maker signs it is told twice: to be read, and to be sent back.
    private void thinking(int index, Raw text) {
        Choice choice = choice(index);
        delta(index).field("reasoning_content", text);
        if (choice.maker == Dialect.ANTHROPIC) {
            out.array("reasoning_details");
            ReasoningDetails.write(out, text, null, choice.maker, false, choice.details - 1);
            out.endList();
        }
        close(null);
    }

    private void arguments(int choice, int part, Raw fragment) {
        Integer index = choice(choice).index.get(part);
        delta(choice).array("tool_calls").object();
        out.field("index", index == null ? 0 : index).object("function");
        out.field("arguments", fragment).end().end().endList();
        close(null);
    }

    private void signature(int index, Raw signature, Dialect maker, boolean sealed) {
        Choice choice = choice(index);
        if (maker == Dialect.GEMINI) {
            choice.googleSignature = signature.copy();
        }
        delta(index).array("reasoning_details");
        if (sealed) {
            ReasoningDetails.write(out, null, signature, maker, true, choice.details++);
        } else if (maker == Dialect.GEMINI) {
            ReasoningDetails.write(out, null, signature, maker, false, choice.details - 1);
        } else {
            ReasoningDetails.writeSignature(out, signature, maker, choice.details - 1);
        }
        out.endList();
        close(null);
    }

    private void tool(StreamEvent.ToolStart tool) {
        Choice choice = choice(tool.choice());
        choice.index.put(tool.part(), choice.tools);
        choice.bare = tool.part();
        delta(tool.choice()).array("tool_calls").object().field("index", choice.tools++);
        out.field("id", tool.id()).field("type", "function").object("function");
        out.field("name", tool.name()).field("arguments", "").end();
        if (choice.googleSignature != null) {
            ReasoningDetails.writeGoogleSignature(out, choice.googleSignature);
            choice.googleSignature = null;
        }
        out.end().endList();
        close(null);
    }

    private void shown(int index, Part media) {
        Choice choice = choice(index);
        if (media instanceof Part.Image image) {
            delta(index).array("images");
            AnswerMedia.image(image, choice.images++, out);
            out.endList();
            close(null);
        } else if (media instanceof Part.Audio(Media.Inline(_, var base64))) {
            delta(index);
            Base64Pieces sound = choice.sound;
            if (sound == null) {
                sound = new Base64Pieces();
                choice.sound = sound;
                AnswerMedia.head(asked, out);
            } else {
                out.object("audio");
            }
            sound.next(base64, out.name("data").openText());
            out.closeText().end();
            close(null);
        }
    }

    /// What is left of the sound, as its pieces may be cut anywhere.
    private void endSound(int index) {
        Base64Pieces sound = choice(index).sound;
        if (sound != null && sound.waits()) {
            delta(index).object("audio");
            sound.end(out.name("data").openText());
            out.closeText().end();
            close(null);
        }
    }

    private void stop(StreamEvent.Stop stop) {
        endSound(stop.choice());
        delta(stop.choice()).end();
        out.field(
                "finish_reason",
                FinishReason.write(stop.reason(), choice(stop.choice()).tools > 0));
        out.text("}]}\n\n");
    }

    private void end() {
        if (asked.usageInStream()) {
            out.bytes(head, 0, head.length).text("]");
            ChatUsage.write(usage, out);
            out.text("}\n\n");
        }
        out.text("data: [DONE]\n\n");
    }
}
