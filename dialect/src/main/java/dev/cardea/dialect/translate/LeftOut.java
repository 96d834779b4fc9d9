package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What an answer shows and the client's dialect has no place for. Words stand in its place: where it
/// is, or that it was left out, so that whoever reads the answer knows of it. Pieces of sound that
/// follow each other are one recording.
///
/// @param answer with words in the place of what was left out
/// @param names for the answer's header: `answer.image`, `answer.audio`, `answer.video`, `answer.file`
record LeftOut(ChatAnswer answer, List<String> names) {
    LeftOut {
        names = List.copyOf(names);
    }

    /// @param shows whether the client's dialect has a place for it
    static LeftOut of(ChatAnswer answer, Predicate<Part> shows) {
        boolean all =
                answer.choices().stream()
                        .flatMap(choice -> choice.parts().stream())
                        .allMatch(part -> kind(part) == null || shows.test(part));
        if (all) {
            return new LeftOut(answer, List.of());
        }
        Set<String> names = new LinkedHashSet<>();
        List<Choice> choices = new ArrayList<>();
        for (Choice choice : answer.choices()) {
            choices.add(choice(choice, shows, names));
        }
        return new LeftOut(
                new ChatAnswer(
                        answer.id(),
                        answer.model(),
                        answer.created(),
                        choices,
                        answer.usage(),
                        answer.serviceTier()),
                List.copyOf(names));
    }

    private static Choice choice(Choice choice, Predicate<Part> shows, Set<String> names) {
        List<Part> parts = new ArrayList<>();
        Part before = null;
        for (Part part : choice.parts()) {
            String kind = kind(part);
            if (kind == null || shows.test(part)) {
                parts.add(part);
            } else if (!(part instanceof Part.Audio && before instanceof Part.Audio)) {
                parts.add(Part.Text.of(words(part)));
                if (source(part) instanceof Media.Inline) {
                    names.add("answer." + kind);
                }
            }
            before = part;
        }
        return new Choice(parts, choice.stop(), choice.stopSequence(), choice.logprobs());
    }

    /// The words for it, a JSON string.
    static Raw words(Part part) {
        JsonOut words = new JsonOut(96).openText().inner("[");
        String kind = String.valueOf(kind(part));
        switch (source(part)) {
            case Media.Inline(var type, _) ->
                    words.inner("left out, as this API has no place for it: ")
                            .inner(kind)
                            .inner(", ")
                            .inner(type);
            case Media.Remote(var url, _) -> words.inner(kind).inner(": ").inner(url);
            case Media.Stored(var id) -> words.inner(kind).inner(": ").inner(id);
            case Media.Plain(var text) -> words.inner(text);
            case null -> words.inner(kind);
        }
        return words.inner("]").closeText().toRaw();
    }

    private static @Nullable String kind(Part part) {
        return switch (part) {
            case Part.Image _ -> "image";
            case Part.Audio _ -> "audio";
            case Part.Video _ -> "video";
            case Part.Document _ -> "file";
            case Part.Text _,
                    Part.Declined _,
                    Part.Thinking _,
                    Part.ToolCall _,
                    Part.ToolResult _ ->
                    null;
        };
    }

    private static @Nullable Media source(Part part) {
        return switch (part) {
            case Part.Image(var source, _, _) -> source;
            case Part.Audio(var source) -> source;
            case Part.Video(var source) -> source;
            case Part.Document document -> document.source();
            case Part.Text _,
                    Part.Declined _,
                    Part.Thinking _,
                    Part.ToolCall _,
                    Part.ToolResult _ ->
                    null;
        };
    }
}
