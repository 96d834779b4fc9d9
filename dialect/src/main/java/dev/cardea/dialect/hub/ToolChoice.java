package dev.cardea.dialect.hub;

import java.util.List;

/// Which tools the model shall ask for.
public sealed interface ToolChoice {
    record Auto() implements ToolChoice {}

    record None() implements ToolChoice {}

    /// At least one, any.
    record Any() implements ToolChoice {}

    /// At least one, of these names.
    record Named(List<String> names) implements ToolChoice {
        public Named {
            names = List.copyOf(names);
        }
    }

    ToolChoice AUTO = new Auto();
    ToolChoice NONE = new None();
    ToolChoice ANY = new Any();
}
