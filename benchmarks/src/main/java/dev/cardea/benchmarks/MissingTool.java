package dev.cardea.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that a run needs isn't installed; the message says what to install.
public final class MissingTool extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// The Debian package of each program.
    private static final Map<String, String> PACKAGES =
            Map.of(
                    "wrk",
                    "wrk",
                    "h2load",
                    "nghttp2-client",
                    "nginx",
                    "nginx-light",
                    "taskset",
                    "util-linux");

    private MissingTool(String message) {
        super(message);
    }

    /// @throws MissingTool when one of these programs isn't on the path
    public static void require(String... programs) {
        List<String> missing = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        for (String program : programs) {
            if (find(program).isEmpty()) {
                missing.add(program);
                packages.add(PACKAGES.getOrDefault(program, program));
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingTool(
                    "cardea: this run needs %s. Install: apt install %s"
                            .formatted(String.join(", ", missing), String.join(" ", packages)));
        }
    }

    /// Where a program is; `/usr/sbin` counts too, which isn't on everybody's path.
    public static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
