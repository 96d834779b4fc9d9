package dev.cardea.dialect.hub;

import java.util.ArrayList;
import java.util.List;

/// What an assistant showed (images, documents, recordings), for providers whose assistant's turns have
/// no place for it: it moves to the front of the user's next turn, behind a word that says whose it is.
public final class ShownMedia {
    private static final Part.Text WHOSE =
            Part.Text.of(Raw.text("What the assistant's last answer showed:"));
    private static final Part.Text ELSEWHERE = Part.Text.of(Raw.text("(in the next message)"));

    private final List<Turn> turns = new ArrayList<>();
    private final List<Part> shown = new ArrayList<>();

    private ShownMedia() {}

    /// The turns, of which no assistant's shows anything.
    public static List<Turn> moved(List<Turn> turns) {
        if (turns.stream().noneMatch(ShownMedia::shows)) {
            return turns;
        }
        ShownMedia media = new ShownMedia();
        turns.forEach(media::take);
        media.flush();
        return media.turns;
    }

    private static boolean shows(Turn turn) {
        return turn.role() == Turn.Role.ASSISTANT && turn.parts().stream().anyMatch(ShownMedia::is);
    }

    private static boolean is(Part part) {
        return switch (part) {
            case Part.Image _, Part.Document _, Part.Audio _, Part.Video _ -> true;
            case Part.Text _,
                    Part.Declined _,
                    Part.Thinking _,
                    Part.ToolCall _,
                    Part.ToolResult _ ->
                    false;
        };
    }

    private void take(Turn turn) {
        switch (turn.role()) {
            case SYSTEM -> turns.add(turn);
            case USER -> {
                if (shown.isEmpty()) {
                    turns.add(turn);
                } else {
                    List<Part> parts = labelled();
                    parts.addAll(turn.parts());
                    turns.add(new Turn(Turn.Role.USER, parts));
                }
            }
            case ASSISTANT -> {
                flush();
                turns.add(shows(turn) ? withoutMedia(turn) : turn);
            }
        }
    }

    private Turn withoutMedia(Turn turn) {
        List<Part> rest = new ArrayList<>();
        boolean says = false;
        for (Part part : turn.parts()) {
            if (is(part)) {
                shown.add(part);
            } else {
                rest.add(part);
                says |= !(part instanceof Part.Thinking);
            }
        }
        if (!says) {
            rest.add(ELSEWHERE);
        }
        return new Turn(Turn.Role.ASSISTANT, rest);
    }

    /// A turn of the user's for what no turn of theirs follows.
    private void flush() {
        if (!shown.isEmpty()) {
            turns.add(new Turn(Turn.Role.USER, labelled()));
        }
    }

    private List<Part> labelled() {
        List<Part> parts = new ArrayList<>(shown.size() + 1);
        parts.add(WHOSE);
        parts.addAll(shown);
        shown.clear();
        return parts;
    }
}
