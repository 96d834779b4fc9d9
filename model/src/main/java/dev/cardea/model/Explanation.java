package dev.cardea.model;

import java.util.List;

/// A decision with every check that led to it, in order, by the same code that decides.
public record Explanation(Decision decision, List<Check> checks) {
    public Explanation {
        checks = List.copyOf(checks);
    }
}
