package dev.cardea.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A gateway in a process of its own, on an embedded default in a folder, started as often as wanted.
final class GatewayProcess {
    private static final Pattern KEY = Pattern.compile("cda_live_(sk|mk)_\\w+");
    private static final Pattern ADDRESS =
            Pattern.compile("(data plane|admin API) +(http://127\\.0\\.0\\.1:\\d+)");

    private final Path folder;
    private final List<String> options;

    /// What it said of itself: its addresses, and the keys of its first start.
    private final Map<String, String> facts = new ConcurrentHashMap<>();

    /// @param options of the JVM, besides those that it can't do without
    GatewayProcess(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
    }

    String dataPlane() {
        return Objects.requireNonNull(facts.get("data plane"));
    }

    String admin() {
        return Objects.requireNonNull(facts.get("admin API"));
    }

    String key() {
        return Objects.requireNonNull(facts.get("sk"));
    }

    String managementKey() {
        return Objects.requireNonNull(facts.get("mk"));
    }

    /// Starts it and reads what it says of itself; returns when it is up.
    Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.cardea.server.Main",
                        "run"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(
                        Map.of(
                                "CARDEA_HOME",
                                folder.resolve("home").toString(),
                                "CARDEA_LISTEN",
                                "127.0.0.1:0",
                                "CARDEA_ADMIN_LISTEN",
                                "127.0.0.1:0"));
        builder.directory(folder.toFile()).redirectErrorStream(true);
        Process process = builder.start();
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher key = KEY.matcher(line);
            if (key.find()) {
                facts.putIfAbsent(key.group(1), key.group());
            }
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                facts.put(address.group(1), address.group(2));
            }
            if (line.startsWith("Started in")) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return process;
            }
        }
        throw new AssertionError("the gateway did not start: " + said);
    }
}
