package dev.cardea.calllog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolReaderTest {
    @TempDir Path directory;

    @Test
    void whatAnEarlierRunLeftCountsWithItsSizeUntilSomethingIsWritten() throws IOException {
        Files.write(SpoolFormat.file(directory, 7), new byte[1_000]);
        SpoolReader reader = new SpoolReader(directory);
        SpoolPosition nothingWrittenYet = new SpoolPosition(7, Long.MAX_VALUE);
        assertThat(reader.bytesBetween(new SpoolPosition(7, 100), nothingWrittenYet))
                .isEqualTo(900);
        assertThat(reader.bytesBetween(new SpoolPosition(0, 0), nothingWrittenYet))
                .isEqualTo(1_000);
        assertThat(reader.bytesBetween(nothingWrittenYet, nothingWrittenYet)).isZero();
    }
}
