package dev.cardea.control.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The catalogue that was taken up in place of the built-in one, and the one before it, kept in the
/// home. A file is there whole or not at all, and for its owner alone.
public final class CatalogueFile {
    private static final Pattern HEAD = Pattern.compile("# taken (\\S{1,40}) from (.{1,500})");

    private final Path folder;
    private final Path current;
    private final Path previous;

    private CatalogueFile(Path folder) {
        this.folder = folder;
        current = folder.resolve("current.txt");
        previous = folder.resolve("previous.txt");
    }

    /// The one of a home; its folder there is made when something is kept.
    public static CatalogueFile inHome(Path home) {
        return new CatalogueFile(home.resolve("catalogue"));
    }

    /// What to begin with.
    ///
    /// @param damage why what was kept can't be used, in one sentence; then it is the built-in one
    public record Kept(CatalogueEdition edition, Optional<String> damage) {}

    /// The catalogue that was kept, else the built-in one.
    public Kept load() {
        try {
            return new Kept(read(current).orElseGet(BuiltInCatalogue::edition), Optional.empty());
        } catch (CatalogueInvalid | IOException e) {
            String why =
                    e instanceof CatalogueInvalid
                            ? String.valueOf(e.getMessage())
                            : "%s can't be read (%s)"
                                    .formatted(current, e.getClass().getSimpleName());
            return new Kept(BuiltInCatalogue.edition(), Optional.of(why));
        }
    }

    /// The one before, if one was kept and is still good.
    Optional<CatalogueEdition> previous() {
        try {
            return read(previous);
        } catch (CatalogueInvalid | IOException _) {
            return Optional.empty();
        }
    }

    /// Keeps a text in place of what was kept, which becomes the previous one.
    void replace(String source, Instant taken, String text) throws IOException {
        make();
        Path draft = folder.resolve("current.new");
        write(draft, "# taken %s from %s\n%s".formatted(taken, source, text));
        if (Files.exists(current)) {
            Files.copy(
                    current,
                    previous,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } else {
            Files.deleteIfExists(previous);
        }
        Files.move(draft, current, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Puts the previous one in the place of the one that counts, which becomes the previous one; the
    /// built-in one stands where nothing is kept. Done twice, it changes nothing.
    void swap() throws IOException {
        Path aside = folder.resolve("current.old");
        move(current, aside);
        move(previous, current);
        move(aside, previous);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Optional<CatalogueEdition> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > CatalogueReader.MOST_BYTES + 1000L) {
            throw new CatalogueInvalid("%s is too large".formatted(file));
        }
        String content;
        try {
            content = Files.readString(file);
        } catch (CharacterCodingException _) {
            throw new CatalogueInvalid("%s is not UTF-8".formatted(file));
        }
        int end = content.indexOf('\n');
        Matcher head = HEAD.matcher(end < 0 ? content : content.substring(0, end));
        if (!head.matches()) {
            throw new CatalogueInvalid(file + ":1: expected '# taken TIME from SOURCE'");
        }
        String text = content.substring(end + 1);
        try {
            return Optional.of(
                    new CatalogueEdition(
                            head.group(2),
                            Optional.of(Instant.parse(head.group(1))),
                            text,
                            CatalogueReader.read(file.toString(), text, 1)));
        } catch (DateTimeException _) {
            throw new CatalogueInvalid(file + ":1: '" + head.group(1) + "' is not a time");
        }
    }

    private void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode("rwx------"));
        }
    }

    private void write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode("rw-------"))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private FileAttribute<?>[] mode(String mode) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : new FileAttribute<?>[0];
    }
}
