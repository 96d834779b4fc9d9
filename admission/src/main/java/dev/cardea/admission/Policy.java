package dev.cardea.admission;

/// Where credentials are accepted besides the header fields.
///
/// @param query whether `?key=` and `?api_key=` count; URLs are logged, so only where somebody
///     switched it on
public record Policy(boolean query) {
    /// Header fields only.
    public static final Policy STANDARD = new Policy(false);
}
