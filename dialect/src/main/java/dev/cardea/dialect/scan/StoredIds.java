package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.JsonScanner.Kind;
import dev.cardea.dialect.scan.RequestScan.StateReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ids in a request of what its provider stores: files and the like, by the names of the members
/// that hold them, and items of earlier answers.
final class StoredIds {
    /// Longest id, in bytes of its JSON text.
    static final int LONGEST = 512;

    /// How many a body may name.
    static final int MOST = 10_000;

    private static final String CONTAINER = "container";

    private final List<StateReference> all = new ArrayList<>(0);
    private String field = "";

    List<StateReference> all() {
        return all;
    }

    /// Whether a member of this name holds such ids.
    boolean named(byte[] bytes, int from, int to, boolean escaped) {
        String name = MemberNames.thing(bytes, from, to, escaped);
        if (!name.isEmpty()) {
            field = name;
        }
        return !name.isEmpty();
    }

    /// The member is the id of a container.
    void namedInContainer() {
        field = CONTAINER;
    }

    /// Whether the member is a container, which may be an object.
    boolean isContainer() {
        return field.equals(CONTAINER);
    }

    /// Takes the member's value. What isn't an id is for the provider to refuse. A `container` is often
    /// something else: only what looks like one of OpenAI's or Anthropic's counts.
    ///
    /// @param bytes null when the text is too long to be kept
    /// @param length of the JSON text in bytes
    /// @return false when it is too long, or one too many
    boolean take(
            Kind kind, byte @Nullable [] bytes, int from, int to, boolean escaped, long length) {
        boolean other =
                kind != Kind.TEXT
                        || (isContainer()
                                && (bytes == null
                                        || !isContainer(
                                                JsonText.decode(bytes, from, to, escaped))));
        return other
                || (bytes != null
                        && fits(length)
                        && add(field, JsonText.decode(bytes, from, to, escaped)));
    }

    private static boolean isContainer(String id) {
        return id.startsWith("cntr_") || id.startsWith("container_");
    }

    static boolean fits(long length) {
        return length <= LONGEST;
    }

    /// False when there is no room for it.
    boolean add(String field, String id) {
        return all.size() < MOST && all.add(new StateReference(field, id));
    }

    /// What is said of one too many or too long.
    static String expectation() {
        return "at most %d ids of files and the like, of %d bytes".formatted(MOST, LONGEST);
    }
}
