package dev.cardea.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/// The file that holds the key-encryption key: one line of Base64 that only its owner can read
/// (mode 0600). Whoever loses it loses the provider credentials; whoever copies it together with the
/// store has them.
public record KeyEncryptionKeyFile(Path path) {
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    public boolean exists() {
        return Files.exists(path);
    }

    /// Makes a new key and the file for it, on disk before it returns.
    ///
    /// @throws KeyFileUnusable when there is one already; it is never replaced
    public Vault create(SecureRandom random) {
        byte[] key = new byte[Vault.KEY_BYTES];
        random.nextBytes(key);
        byte[] line =
                (Base64.getEncoder().encodeToString(key) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(path, options, mode)) {
            var bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileUnusable(
                    "the key-encryption key %s exists already".formatted(path), e);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the key-encryption key " + path, e);
        }
        return new Vault(key);
    }

    /// Reads the key.
    ///
    /// @throws KeyFileUnusable when it is missing, others may read it, or it doesn't hold a key
    public Vault read() {
        try {
            if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return parse(Files.readString(path, StandardCharsets.ISO_8859_1));
            }
            for (PosixFilePermission permission : Files.getPosixFilePermissions(path)) {
                if (OTHERS.contains(permission)) {
                    throw new KeyFileUnusable(
                            "the key-encryption key %s may be read or changed by others; run chmod 600 on it"
                                    .formatted(path),
                            null);
                }
            }
            return parse(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new KeyFileUnusable("the key-encryption key %s is missing".formatted(path), e);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the key-encryption key " + path, e);
        }
    }

    private Vault parse(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException _) {
            key = new byte[0];
        }
        if (key.length != Vault.KEY_BYTES) {
            throw new KeyFileUnusable(
                    "%s doesn't hold a key-encryption key: expected %d bytes as Base64"
                            .formatted(path, Vault.KEY_BYTES),
                    null);
        }
        return new Vault(key);
    }
}
