package dev.cardea.dialect.hub;

import org.jspecify.annotations.Nullable;

/// How much the model shall reason before it answers.
///
/// @param effort in words; absent when only a budget is given
/// @param budget in tokens; -1 when not given
/// @param shown whether the client wants to read it
/// @param adaptive whether the client leaves the amount to the model
public record Reasoning(@Nullable Effort effort, long budget, boolean shown, boolean adaptive) {
    /// From none to all.
    public enum Effort {
        NONE,
        MINIMAL,
        LOW,
        MEDIUM,
        HIGH,
        XHIGH,
        MAX;

        /// The effort of this name in any case; an unknown name is a medium one.
        public static Effort of(String name) {
            return switch (name.toLowerCase(java.util.Locale.ROOT)) {
                case "none" -> NONE;
                case "minimal" -> MINIMAL;
                case "low" -> LOW;
                case "high" -> HIGH;
                case "xhigh" -> XHIGH;
                case "max" -> MAX;
                default -> MEDIUM;
            };
        }

        /// The word that all providers use for it.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static final Reasoning OFF = new Reasoning(Effort.NONE, -1, false, false);

    public static Reasoning of(Effort effort) {
        return new Reasoning(effort, -1, true, false);
    }

    /// Whether the client asks for none.
    public boolean off() {
        return effort == Effort.NONE || budget == 0;
    }

    /// The effort, guessed from the budget where only that is given.
    public Effort asEffort() {
        if (effort != null) {
            return effort;
        }
        if (budget < 0) {
            return Effort.MEDIUM;
        }
        return budget == 0
                ? Effort.NONE
                : budget <= 2048 ? Effort.LOW : budget <= 12_288 ? Effort.MEDIUM : Effort.HIGH;
    }

    /// The budget, guessed from the effort where only that is given.
    public long asBudget() {
        if (budget >= 0 || effort == null) {
            return budget;
        }
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL, LOW -> 1024;
            case MEDIUM -> 8192;
            case HIGH -> 16_384;
            case XHIGH, MAX -> 32_768;
        };
    }
}
