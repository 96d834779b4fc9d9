package dev.cardea.it;

import dev.cardea.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// What somebody's hands do to a store while nothing runs.
final class Damage {
    private Damage() {}

    /// Puts another hash in place of a key's, and takes the kept snapshot away, which knows better.
    static void alterHash(Path home, String key) {
        String update =
                "update version set body = replace(body, '%1$s', '%2$s') where body like '%%%1$s%%'"
                        .formatted(Sha256.of(key).hex(), Sha256.of("another").hex());
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + home.resolve("cardea.sqlite"));
                var statement = connection.createStatement()) {
            if (statement.executeUpdate(update) == 0) {
                throw new AssertionError("the key wasn't found");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        snapshots(home).forEach(Damage::delete);
    }

    private static List<Path> snapshots(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(it -> home.relativize(it).getName(0).toString().startsWith("snapshot"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
