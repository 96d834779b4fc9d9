package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one chunk adds to one choice.
///
/// @param content texts and reasoning, in order
/// @param signed reasoning that carries a signature, without text
/// @param images pictures, each whole
record ChoiceDelta(
        int index,
        List<Part> content,
        @Nullable Raw reasoning,
        List<Part> signed,
        @Nullable Raw refusal,
        List<Part> images,
        AnswerMedia.@Nullable Sound sound,
        List<Call> calls,
        List<Citation> citations,
        @Nullable Raw logprobs,
        @Nullable Raw finish) {

    /// A piece of a tool call.
    ///
    /// @param index -1 when not said
    /// @param signature Gemini's, when the provider is Google's compatible endpoint
    record Call(
            int index,
            @Nullable String id,
            @Nullable String name,
            @Nullable Raw arguments,
            @Nullable Raw signature) {}

    private static final int MOST_CHOICES = 128;

    static List<ChoiceDelta> read(JsonIn in) {
        List<ChoiceDelta> deltas = new ArrayList<>(1);
        in.array();
        while (in.element()) {
            deltas.add(new Reading().read(in));
        }
        return deltas;
    }

    private static final class Reading {
        private int index;
        private List<Part> content = List.of();
        private @Nullable Raw reasoning;
        private List<Part> signed = List.of();
        private @Nullable Raw refusal;
        private List<Part> images = List.of();
        private AnswerMedia.@Nullable Sound sound;
        private List<Call> calls = List.of();
        private List<Citation> citations = List.of();
        private @Nullable Raw logprobs;
        private @Nullable Raw finish;

        ChoiceDelta read(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "index" -> index = (int) Math.min(in.count(), MOST_CHOICES);
                    case "delta", "message" -> delta(in);
                    case "logprobs" -> logprobs = in.raw();
                    case "finish_reason" -> finish = in.text();
                    default -> in.skip();
                }
            }
            if (index == MOST_CHOICES) {
                throw TranslationFault.malformed("a chunk's choice has too large an index");
            }
            return new ChoiceDelta(
                    index,
                    content,
                    reasoning,
                    signed,
                    refusal,
                    images,
                    sound,
                    calls,
                    citations,
                    logprobs,
                    finish != null && finish.isEmptyText() ? null : finish);
        }

        private void delta(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "content" -> content = ContentReader.content(in, new ChatRequestBuilder());
                    case "reasoning_content", "reasoning" -> {
                        Raw text = in.raw();
                        reasoning = text.isText() && reasoning == null ? text : reasoning;
                    }
                    case "reasoning_details" -> {
                        signed = new ArrayList<>();
                        ReasoningDetails.read(in, signed);
                    }
                    case "refusal" -> refusal = in.text();
                    case "images" -> images = AnswerMedia.images(in);
                    case "audio" -> sound = AnswerMedia.Sound.read(in);
                    case "annotations" -> citations = Annotations.read(in);
                    case "tool_calls" -> calls = calls(in);
                    default -> in.skip();
                }
            }
        }

        private static List<Call> calls(JsonIn in) {
            List<Call> calls = new ArrayList<>(1);
            in.array();
            while (in.element()) {
                int index = -1;
                String id = null;
                String function = null;
                Raw arguments = null;
                Raw signature = null;
                in.object();
                for (String name = in.member(); name != null; name = in.member()) {
                    switch (name) {
                        case "index" -> index = (int) Math.min(in.count(), 1023);
                        case "id" -> id = in.string();
                        case "extra_content" -> signature = ReasoningDetails.googleSignature(in);
                        case "function" -> {
                            in.object();
                            for (String f = in.member(); f != null; f = in.member()) {
                                switch (f) {
                                    case "name" -> function = in.string();
                                    case "arguments" -> arguments = in.raw();
                                    default -> in.skip();
                                }
                            }
                        }
                        default -> in.skip();
                    }
                }
                calls.add(new Call(index, id, function, arguments, signature));
            }
            return calls;
        }
    }
}
