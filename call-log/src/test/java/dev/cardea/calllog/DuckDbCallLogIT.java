package dev.cardea.calllog;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

class DuckDbCallLogIT extends CallLogContract {
    @TempDir Path directory;

    @Override
    CallLog open() {
        return new DuckDbCallLog(
                CallLogOptions.in(directory), () -> Instant.parse("2026-11-22T12:00:00Z"));
    }
}
