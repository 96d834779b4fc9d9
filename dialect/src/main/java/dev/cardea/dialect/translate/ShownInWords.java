package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StreamEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/// A stream for a client whose dialect has no place for some of what it shows: words come in its
/// place, as a part of their own, when no other part is open.
final class ShownInWords implements EventSink {
    private record Waiting(int choice, int part, Raw words) {}

    private final Predicate<Part> shows;
    private final EventSink to;
    private final BitSet open = new BitSet();
    private final List<Waiting> waiting = new ArrayList<>();
    private int toldChoice = -1;
    private int toldPart = -1;

    /// @param shows whether the dialect has a place for it
    ShownInWords(Predicate<Part> shows, EventSink to) {
        this.shows = shows;
        this.to = to;
    }

    @Override
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Shown(var choice, var part, var media) when !shows.test(media) -> {
                untold(choice, part, media);
                return;
            }
            case StreamEvent.TextStart(var choice, _) -> open.set(choice);
            case StreamEvent.ThinkingStart(var choice, _, _) -> open.set(choice);
            case StreamEvent.DeclinedStart(var choice, _) -> open.set(choice);
            case StreamEvent.ToolStart(var choice, _, _, _) -> open.set(choice);
            case StreamEvent.PartStop(var choice, _) -> {
                to.accept(event);
                open.clear(choice);
                tell(choice);
                return;
            }
            default -> {}
        }
        to.accept(event);
    }

    /// Pieces of one recording are told once.
    private void untold(int choice, int part, Part media) {
        if (choice == toldChoice && part == toldPart) {
            return;
        }
        toldChoice = choice;
        toldPart = part;
        waiting.add(new Waiting(choice, part, LeftOut.words(media)));
        if (!open.get(choice)) {
            tell(choice);
        }
    }

    private void tell(int choice) {
        if (waiting.isEmpty()) {
            return;
        }
        waiting.removeIf(it -> {
            if (it.choice() != choice) {
                return false;
            }
            to.accept(new StreamEvent.TextStart(choice, it.part()));
            to.accept(new StreamEvent.TextDelta(choice, it.part(), it.words(), null));
            to.accept(new StreamEvent.PartStop(choice, it.part()));
            return true;
        });
    }
}
