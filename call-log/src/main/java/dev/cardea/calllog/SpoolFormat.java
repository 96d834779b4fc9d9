package dev.cardea.calllog;

import java.nio.file.Path;
import java.util.OptionalLong;

/// The layout of the spool: files of frames, which hold entries.
///
/// A file is named by its number and starts with eight bytes that name the format. A frame is a mark,
/// the length of its content, the CRC-32C of that, and the content: one or more entries. An entry is
/// a kind and its fields. A frame that isn't whole ends the file.
final class SpoolFormat {
    static final byte[] HEADER = {'C', 'A', 'R', 'D', 'E', 'A', 'C', '1'};
    static final int FRAME_MARK = 0xCA11F00D;
    static final int FRAME_HEAD = 12;
    static final int MAX_FRAME = 64 << 20;

    /// Defines what calls have in common, by number: see [CallShape].
    static final int SHAPE = 1;

    /// Defines what refusals have in common, by number.
    static final int REFUSAL = 2;

    /// One call, as it was written before costs were kept.
    static final int CALL = 3;

    /// One call with its cost, which comes right behind the times of its attempts.
    static final int PRICED_CALL = 4;

    /// The same of a mirrored copy; behind its cost comes the id of the call that it is a copy of.
    static final int MIRRORED_CALL = 5;

    /// How many shapes, and how many refusals, one file may define: their numbers share a `long` with
    /// the file's.
    static final int NUMBERS_PER_SEGMENT = 1 << 24;

    private static final String SUFFIX = ".spool";

    private SpoolFormat() {}

    static Path file(Path directory, long segment) {
        return directory.resolve("calls-%012d%s".formatted(segment, SUFFIX));
    }

    /// The number of a spool file; empty for other files.
    static OptionalLong segment(Path file) {
        String name = file.getFileName().toString();
        if (!name.matches("calls-\\d{12}\\.spool")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(name, 6, name.length() - SUFFIX.length(), 10));
    }

    /// A number that is unique in all files.
    static long global(long segment, long number) {
        return segment * NUMBERS_PER_SEGMENT + number;
    }
}
