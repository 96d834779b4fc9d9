package dev.cardea.dialect.hub;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// What a target can't express of one request: hints are listed, meanings refused, unless the route
/// says to drop those too.
public final class Losses {
    private final Function<Field, List<String>> names;
    private final String target;
    private final boolean dropUnsupported;
    private final Set<String> dropped = new LinkedHashSet<>();

    /// @param names what the client wrote a field as
    /// @param target the dialect written to
    /// @param dropUnsupported whether meanings are dropped as well
    public Losses(Function<Field, List<String>> names, String target, boolean dropUnsupported) {
        this.names = names;
        this.target = target;
        this.dropUnsupported = dropUnsupported;
    }

    /// Leaves out what only hints.
    public void hint(Field field) {
        dropped.addAll(names.apply(field));
    }

    /// Leaves out a hint that was said, and does nothing when it wasn't.
    public void hintIf(boolean said, Field field) {
        if (said) {
            hint(field);
        }
    }

    public void hint(String field) {
        dropped.add(field);
    }

    /// Leaves out a hint that was said, by the name that it was written with.
    public void hintIf(boolean said, String field) {
        if (said) {
            hint(field);
        }
    }

    /// Leaves out what changes the answer's meaning, if the route allows that.
    ///
    /// @throws TranslationFault FIELD_UNSUPPORTED otherwise
    public void meaning(Field field) {
        List<String> written = names.apply(field);
        if (!dropUnsupported) {
            throw TranslationFault.unsupported(String.join(", ", written), target);
        }
        dropped.addAll(written);
    }

    public void meaning(String field) {
        if (!dropUnsupported) {
            throw TranslationFault.unsupported(field, target);
        }
        dropped.add(field);
    }

    /// The refusal of what no call can do without, whatever the route says.
    public TranslationFault refused(String field) {
        return TranslationFault.unsupported(field, target);
    }

    /// Leaves out what the client says besides.
    ///
    /// @throws TranslationFault FIELD_UNSUPPORTED when one of them changes the answer's meaning
    public void extras(List<Extra> extras) {
        for (Extra extra : extras) {
            if (extra.meaning()) {
                meaning(extra.name());
            } else {
                hint(extra.name());
            }
        }
    }

    /// The names of what was left out, in the client's words, each once.
    public List<String> dropped() {
        return new ArrayList<>(dropped);
    }
}
