package dev.cardea.admission;

import java.util.Locale;

/// Where a grant is written down. Each level has to allow.
enum Level {
    KEY,
    APPLICATION,
    TEAM,
    ORGANIZATION;

    static final Level[] ALL = values();

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
