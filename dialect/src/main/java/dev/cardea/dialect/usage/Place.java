package dev.cardea.dialect.usage;

/// What an open object or array holds, as far as it matters.
enum Place {
    OTHER,
    /// The outermost object.
    ROOT,
    /// A member that holds what would else be in the root: `response`, `message`, `delta`, `x_groq`.
    HOLDER,
    USAGE,
    USAGE_DETAILS,
    /// The array of choices.
    CHOICES,
    /// Somewhere within the generated output.
    OUTPUT,
    ERROR
}
