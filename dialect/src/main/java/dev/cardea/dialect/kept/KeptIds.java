package dev.cardea.dialect.kept;

import dev.cardea.dialect.scan.JsonText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members by which answers tell ids of things that a provider keeps: a thing's own, and those of
/// the files that came of a batch.
final class KeptIds {
    static final String OWN = "id";

    private static final Set<String> ALL = Set.of(OWN, "output_file_id", "error_file_id");

    private KeptIds() {}

    /// Whether a member's name is one of them; null for one that is too long to be.
    static boolean in(byte @Nullable [] bytes, int from, int to, boolean escaped) {
        return bytes != null && ALL.contains(JsonText.decode(bytes, from, to, escaped));
    }
}
