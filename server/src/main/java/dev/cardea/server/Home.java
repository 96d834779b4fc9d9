package dev.cardea.server;

import dev.cardea.server.cli.CommandFailure;
import dev.cardea.server.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folder that holds everything an installation has, and the lock that keeps a second process out
/// of it.
final class Home implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private Home(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /// Creates the folder where it is missing (mode 0700), and locks it.
    ///
    /// @throws CommandFailure when it can't be written to, or another process has it
    static Home open(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                restrict(folder, "rwx------");
            }
            FileChannel lockFile =
                    FileChannel.open(
                            folder.resolve("lock"),
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE));
            if (lock(lockFile) == null) {
                String holder = holder(lockFile);
                lockFile.close();
                throw new CommandFailure(
                        ExitCode.HOME,
                        "another Cardea%s runs with the home %s; stop it, or set CARDEA_HOME to another folder"
                                .formatted(holder, folder));
            }
            lockFile.truncate(0);
            lockFile.write(
                    ByteBuffer.wrap(
                            String.valueOf(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new Home(folder, lockFile);
        } catch (FileAlreadyExistsException _) {
            throw new CommandFailure(
                    ExitCode.HOME,
                    "the home %s is a file, expected a folder; set CARDEA_HOME to another one"
                            .formatted(folder));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.HOME,
                    "the home %s can't be written to (%s); make it writable, or set CARDEA_HOME to another folder"
                            .formatted(folder, e.getClass().getSimpleName()));
        }
    }

    Path keyEncryptionKey() {
        return folder.resolve("key-encryption.key");
    }

    Path store() {
        return folder.resolve("cardea.sqlite");
    }

    Path snapshots() {
        return folder.resolve("snapshot");
    }

    /// Whose the states at providers are.
    Path states() {
        return folder.resolve("states");
    }

    /// How the credentials at providers fare.
    Path credentialStates() {
        return folder.resolve("credential-states");
    }

    Path callLog() {
        return folder.resolve("calls");
    }

    Path adminToken() {
        return folder.resolve("admin.token");
    }

    /// Is there from the beginning of a first start until its keys can be shown: a start that finds it
    /// goes on from where that one was interrupted.
    Path firstStart() {
        return folder.resolve("first-start");
    }

    /// Writes a file that only its owner may read, in one step: it is there whole, or not at all.
    static void writeSecret(Path file, String content) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft);
            restrict(draft, "rw-------");
            Files.writeString(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.HOME,
                    "%s can't be written (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static String holder(FileChannel file) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        int length = file.read(pid, 0);
        return length > 0
                ? " (process %s)"
                        .formatted(new String(pid.array(), 0, length, StandardCharsets.US_ASCII))
                : "";
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
