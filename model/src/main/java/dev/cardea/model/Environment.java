package dev.cardea.model;

/// A stage such as `live`, `test` or `dev`: 1 to 16 lower-case letters. A key belongs to one, and a
/// listener serves one.
public record Environment(String name) {
    public static final Environment LIVE = new Environment("live");

    public Environment {
        boolean fits = !name.isEmpty() && name.length() <= 16;
        for (int i = 0; fits && i < name.length(); i++) {
            fits = name.charAt(i) >= 'a' && name.charAt(i) <= 'z';
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "environment '%s' is not 1 to 16 lower-case letters".formatted(name));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
