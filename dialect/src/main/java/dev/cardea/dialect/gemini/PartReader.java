package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the parts of contents, of requests and of answers alike. Function calls without an id get
/// one, and the responses of the same name are theirs in order: older SDKs and models know no ids.
///
/// A signature stands on the part behind the thought that it signs; here it goes back to the thought.
final class PartReader {
    private record Call(String name, String id) {}

    private final ChatRequestBuilder to;
    private final String idPrefix;
    private final boolean answer;
    private final List<Call> waiting = new ArrayList<>();
    private int calls;

    /// Of a request.
    ///
    /// @param to takes what has no neutral form
    /// @param idPrefix of the ids that are made up
    PartReader(ChatRequestBuilder to, String idPrefix) {
        this(to, idPrefix, false);
    }

    private PartReader(ChatRequestBuilder to, String idPrefix, boolean answer) {
        this.to = to;
        this.idPrefix = idPrefix;
        this.answer = answer;
    }

    /// Of an answer: code that the provider ran, and what came of it, are told in words.
    static PartReader ofAnswer(String idPrefix) {
        return new PartReader(new ChatRequestBuilder(), idPrefix, true);
    }

    /// Reads a list of parts.
    List<Part> parts(JsonIn in) {
        List<Part> parts = new ArrayList<>();
        if (in.isObject()) {
            new Reading().read(in, parts);
            return parts;
        }
        in.array();
        while (in.element()) {
            new Reading().read(in, parts);
        }
        return parts;
    }

    private final class Reading {
        private @Nullable Raw text;
        private boolean thought;
        private @Nullable Raw signature;
        private @Nullable Part part;

        void read(JsonIn in, List<Part> parts) {
            if (in.isText()) {
                parts.add(Part.Text.of(in.raw()));
                return;
            }
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (Names.camel(name)) {
                    case "text" -> text = in.text();
                    case "thought" -> {
                        to.wrote(Field.THINKING, "contents.parts." + name);
                        thought = in.bool();
                    }
                    case "thoughtSignature" -> {
                        to.wrote(Field.THINKING, "contents.parts." + name);
                        signature = in.text();
                    }
                    case "inlineData", "fileData" -> {
                        Part read = media(in);
                        to.wrote(field(read), "contents.parts." + name);
                        part = read;
                    }
                    case "functionCall" -> part = call(in);
                    case "functionResponse" -> {
                        to.wrote(Field.TOOL_ERROR, "contents.parts." + name + ".response.error");
                        part = response(in);
                    }
                    case "executableCode", "codeExecutionResult" -> {
                        if (answer) {
                            part = Part.Text.of(RanCode.told(in));
                        } else {
                            to.meaning("contents.parts." + name, in.raw());
                        }
                    }
                    default -> to.hint("contents.parts." + name, in.raw());
                }
            }
            give(parts);
        }

        private void give(List<Part> parts) {
            if (thought) {
                parts.add(
                        Signatures.thinking(
                                text == null ? Raw.EMPTY_TEXT : text,
                                signature,
                                Dialect.GEMINI,
                                false));
                return;
            }
            boolean emptyText = part == null && (text == null || text.isEmptyText());
            if (signature != null && !emptyText) {
                sign(parts, signature);
            }
            if (part != null) {
                parts.add(part);
            } else if (text != null) {
                parts.add(Part.Text.of(text));
            }
        }

        private static void sign(List<Part> parts, Raw signature) {
            if (!parts.isEmpty()
                    && parts.getLast() instanceof Part.Thinking before
                    && before.signature() == null) {
                parts.set(
                        parts.size() - 1,
                        Signatures.thinking(before.text(), signature, Dialect.GEMINI, false));
            } else {
                parts.add(Signatures.thinking(Raw.EMPTY_TEXT, signature, Dialect.GEMINI, false));
            }
        }
    }

    private static Field field(Part media) {
        return switch (media) {
            case Part.Image(Media.Stored _, _, _) -> Field.FILE;
            case Part.Document(Media.Stored _, _, _, _, _) -> Field.FILE;
            case Part.Audio(Media.Stored _) -> Field.FILE;
            case Part.Video(Media.Stored _) -> Field.FILE;
            case Part.Image _ -> Field.IMAGE;
            case Part.Audio _ -> Field.AUDIO;
            case Part.Video _ -> Field.VIDEO;
            case Part.Document _ -> Field.DOCUMENT;
            case Part.Text _,
                    Part.Declined _,
                    Part.Thinking _,
                    Part.ToolCall _,
                    Part.ToolResult _ ->
                    throw new IllegalArgumentException("no medium: " + media);
        };
    }

    private static Part media(JsonIn in) {
        String type = "";
        Raw data = null;
        Raw uri = null;
        Raw name = null;
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (Names.camel(member)) {
                case "mimeType" -> type = in.string();
                case "data" -> data = in.text();
                case "fileUri" -> uri = in.text();
                case "displayName" -> name = in.text();
                default -> in.skip();
            }
        }
        Media media;
        if (data != null) {
            media = new Media.Inline(type, data);
        } else if (uri == null) {
            throw TranslationFault.malformed("a part has neither 'data' nor 'fileUri'");
        } else if (uri.startsWith("gs:") || uri.startsWith("https://generativelanguage.")) {
            media = new Media.Stored(uri);
        } else {
            media = new Media.Remote(uri, type.isEmpty() ? null : type);
        }
        String kind = type.indexOf('/') < 0 ? type : type.substring(0, type.indexOf('/'));
        return switch (kind) {
            case "image" -> new Part.Image(media, null, null);
            case "audio" -> new Part.Audio(media);
            case "video" -> new Part.Video(media);
            default -> new Part.Document(media, name, null, false, null);
        };
    }

    private Part call(JsonIn in) {
        String id = "";
        String function = "";
        Raw arguments = Raw.EMPTY_OBJECT;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "id" -> id = in.string();
                case "name" -> function = in.string();
                case "args" -> arguments = Arguments.object(in.raw());
                default -> in.skip();
            }
        }
        if (id.isEmpty()) {
            id = idPrefix + calls;
        }
        calls++;
        waiting.add(new Call(function, id));
        return new Part.ToolCall(id, function, arguments, null);
    }

    private Part response(JsonIn in) {
        String id = "";
        String function = "";
        Raw response = Raw.EMPTY_OBJECT;
        List<Part> media = List.of();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "id" -> id = in.string();
                case "name" -> function = in.string();
                case "response" -> response = in.raw();
                case "parts" -> media = parts(in);
                default -> in.skip();
            }
        }
        String callId = id.isEmpty() ? answered(function) : id;
        List<Part> content = new ArrayList<>();
        boolean failed = result(response, content);
        content.addAll(media);
        return new Part.ToolResult(callId, function, content, failed, null);
    }

    private String answered(String function) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).name().equals(function)) {
                return waiting.remove(i).id();
            }
        }
        return idPrefix + function;
    }

    /// The text of a response. One member `output` or `result` is the result itself, one member
    /// `error` says that the function failed; anything else is told as the JSON it is.
    ///
    /// @return whether it failed
    private static boolean result(Raw response, List<Part> content) {
        Raw only = null;
        String name = "";
        if (response.isObject()) {
            int members = 0;
            try (JsonIn in = new JsonIn(response)) {
                in.object();
                for (String m = in.member(); m != null; m = in.member()) {
                    members++;
                    name = m;
                    only = in.raw();
                }
            }
            if (members == 0) {
                return false;
            }
            boolean known = name.equals("output") || name.equals("result") || name.equals("error");
            if (members > 1 || !known) {
                only = null;
            }
        }
        Raw result = only == null ? response : only;
        content.add(
                Part.Text.of(
                        result.isText()
                                ? result
                                : new JsonOut(result.length() + 32).quoted(result).toRaw()));
        return only != null && name.equals("error");
    }
}
