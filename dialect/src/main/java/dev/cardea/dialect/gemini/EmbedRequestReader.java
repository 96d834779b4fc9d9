package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.EmbeddingField;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.EmbeddingRequest.Purpose;
import dev.cardea.dialect.hub.EmbeddingRequestReader;
import dev.cardea.dialect.hub.Extra;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads embedContent and batchEmbedContents. The parts of one content become one vector, so texts
/// are joined by a line break.
public final class EmbedRequestReader implements EmbeddingRequestReader {
    private final boolean batch;

    /// @param batch whether the body is a list of requests
    EmbedRequestReader(boolean batch) {
        this.batch = batch;
    }

    @Override
    public EmbeddingRequest read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            Reading reading = new Reading();
            in.object();
            if (batch) {
                reading.batch(in);
            } else {
                reading.single(in);
            }
            in.finish();
            return reading.build();
        }
    }

    /// What is read of one call.
    private static final class Reading {
        private String model = "";
        private final List<Input> inputs = new ArrayList<>();
        private long dimensions = -1;
        private @Nullable Purpose purpose;
        private @Nullable Boolean truncate;
        private final List<Extra> extras = new ArrayList<>();

        void batch(JsonIn in) {
            for (String name = in.member(); name != null; name = in.member()) {
                if (!name.equals("requests")) {
                    extras.add(new Extra(name, in.raw(), false));
                    continue;
                }
                in.array();
                while (in.element()) {
                    in.object();
                    long before = dimensions;
                    Purpose purposeBefore = purpose;
                    boolean first = inputs.isEmpty();
                    dimensions = -1;
                    purpose = null;
                    single(in);
                    if (!first && (before != dimensions || purposeBefore != purpose)) {
                        throw TranslationFault.malformed(
                                "all 'requests' of a batch must want the same taskType and"
                                        + " outputDimensionality here");
                    }
                }
            }
        }

        void single(JsonIn in) {
            Raw title = null;
            Input input = null;
            for (String name = in.member(); name != null; name = in.member()) {
                switch (Names.camel(name)) {
                    case "model" -> model = in.string();
                    case "content" -> input = content(in);
                    case "taskType" -> purpose = TaskTypes.read(in.string());
                    case "title" -> title = in.text();
                    case "outputDimensionality" -> dimensions = in.count();
                    case "autoTruncate" -> truncate = in.bool();
                    default -> extras.add(new Extra(name, in.raw(), false));
                }
            }
            if (input == null) {
                throw TranslationFault.malformed("'content' is missing or empty");
            }
            inputs.add(
                    input instanceof Input.Text(var text, _) ? new Input.Text(text, title) : input);
        }

        private @Nullable Input content(JsonIn in) {
            List<Raw> texts = new ArrayList<>();
            Input image = null;
            if (in.isText()) {
                return new Input.Text(in.raw(), null);
            }
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (!name.equals("parts")) {
                    in.skip();
                    continue;
                }
                in.array();
                while (in.element()) {
                    in.object();
                    for (String part = in.member(); part != null; part = in.member()) {
                        switch (Names.camel(part)) {
                            case "text" -> texts.add(in.text());
                            case "inlineData" -> image = new Input.Image(inline(in));
                            default ->
                                    extras.add(new Extra("content.parts." + part, in.raw(), true));
                        }
                    }
                }
            }
            if (image != null && !texts.isEmpty()) {
                extras.add(new Extra("content.parts(mixed)", Raw.EMPTY_OBJECT, true));
            }
            return image != null ? image : joined(texts);
        }

        private static Media inline(JsonIn in) {
            String type = "";
            Raw data = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (Names.camel(name)) {
                    case "mimeType" -> type = in.string();
                    case "data" -> data = in.text();
                    default -> in.skip();
                }
            }
            if (data == null) {
                throw TranslationFault.malformed("'inlineData' has no 'data'");
            }
            return new Media.Inline(type, data);
        }

        private static @Nullable Input joined(List<Raw> texts) {
            if (texts.size() < 2) {
                return texts.isEmpty() ? null : new Input.Text(texts.getFirst(), null);
            }
            JsonOut out = new JsonOut(256).openText().inner(texts.getFirst());
            texts.subList(1, texts.size()).forEach(text -> out.inner("\n").inner(text));
            return new Input.Text(out.closeText().toRaw(), null);
        }

        EmbeddingRequest build() {
            if (inputs.isEmpty()) {
                throw TranslationFault.malformed("'requests' is missing or empty");
            }
            return new EmbeddingRequest(
                    model, inputs, dimensions, purpose, truncate, false, null, extras);
        }
    }

    @Override
    public String nameOf(EmbeddingField field) {
        return switch (field) {
            case DIMENSIONS -> "outputDimensionality";
            case PURPOSE -> "taskType";
            case TITLE -> "title";
            case TOKENS -> "content(tokens)";
            case IMAGE -> "content.parts.inlineData";
            case TRUNCATE -> "autoTruncate";
            case SEVERAL -> "requests(several)";
            case MODEL -> "model";
            case USER -> "user";
        };
    }
}
