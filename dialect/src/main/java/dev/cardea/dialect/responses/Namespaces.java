package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Groups of tools, which other formats don't know: there, the group's name goes in front of each
/// tool's, and what the group is for in front of what the tool is for.
final class Namespaces {
    /// The longest name of a function that every provider takes.
    private static final int LONGEST = 64;

    private static final int CHECK_DIGITS = 8;

    private Namespaces() {}

    /// The function's name for a tool of a group, always the same one; the tool's own without a group.
    static String function(String namespace, String name) {
        if (namespace.isEmpty()) {
            return name;
        }
        String whole = namespace + "__" + name;
        if (whole.length() <= LONGEST) {
            return whole;
        }
        CRC32 check = new CRC32();
        check.update(whole.getBytes(StandardCharsets.UTF_8));
        return whole.substring(0, LONGEST - CHECK_DIGITS - 1) + "_%08x".formatted(check.getValue());
    }

    /// @param group what the group is for
    /// @param tool what the tool is for
    static @Nullable Raw description(@Nullable Raw group, @Nullable Raw tool) {
        if (group == null || tool == null) {
            return group == null ? tool : group;
        }
        JsonOut told = new JsonOut(group.length() + tool.length() + 8).openText();
        return told.inner(group).inner("\n\n").inner(tool).closeText().toRaw();
    }
}
