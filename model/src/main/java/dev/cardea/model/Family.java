package dev.cardea.model;

/// What a reason is about; the letter is the one used in the catalogue.
public enum Family {
    CREDENTIAL('K', Origin.CALLER),
    USER('U', Origin.CALLER),
    LIMIT('L', Origin.CALLER),
    CONTEXT('C', Origin.CALLER),
    REQUEST('R', Origin.CALLER),
    GATEWAY('G', Origin.GATEWAY),
    UPSTREAM('X', Origin.UPSTREAM);

    private final char letter;
    private final Origin origin;

    Family(char letter, Origin origin) {
        this.letter = letter;
        this.origin = origin;
    }

    /// One upper-case letter.
    public char letter() {
        return letter;
    }

    /// Whose trouble a reason of this family is.
    public Origin origin() {
        return origin;
    }

    /// The name that callers see. The user family keeps the words that people search for.
    public String publicName() {
        return this == USER ? "INVALID_USER_ASSOCIATED_WITH_KEY" : name();
    }

    static Family of(char letter) {
        for (Family family : values()) {
            if (family.letter == letter) {
                return family;
            }
        }
        throw new IllegalArgumentException("no family has the letter '" + letter + "'");
    }
}
