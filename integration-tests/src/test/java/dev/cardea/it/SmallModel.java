package dev.cardea.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A real model, small enough for a test, behind llama.cpp's OpenAI-shaped server in a process of its
/// own. It takes one credential only.
final class SmallModel implements AutoCloseable {
    static final String NAME = "smollm2";
    static final String CREDENTIAL = "sk-small-model-0123456789abcdef";

    private final Process process;
    private final String url;

    private SmallModel(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /// Installs what it needs into `folder` and starts it.
    static SmallModel start(Path folder) throws IOException, InterruptedException {
        for (String name : List.of("model.py", "requirements.txt")) {
            try (var in = SmallModel.class.getResourceAsStream("/python/" + name)) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(name));
            }
        }
        Path python = folder.resolve("venv").resolve("bin").resolve("python");
        run(folder, "python3", "-m", "venv", "venv");
        run(
                folder,
                python.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "-r",
                "requirements.txt");
        Process process =
                new ProcessBuilder(python.toString(), "model.py", CREDENTIAL)
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("model.log").toFile())
                        .start();
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("http://")) {
                return new SmallModel(process, line.strip());
            }
        }
        throw new AssertionError(
                "the model did not start: " + Files.readString(folder.resolve("model.log")));
    }

    private static void run(Path folder, String... command)
            throws IOException, InterruptedException {
        Path log = folder.resolve("install.log");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(
                    String.join(" ", command) + " failed: " + Files.readString(log));
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        // It ends with its standard input.
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
