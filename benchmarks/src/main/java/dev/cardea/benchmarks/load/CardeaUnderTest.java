package dev.cardea.benchmarks.load;

import dev.cardea.calllog.CallFilter;
import dev.cardea.calllog.CallLogOptions;
import dev.cardea.calllog.DuckDbCallLog;
import dev.cardea.relay.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Cardea as a user starts it: by its launcher, with a home of its own and the imitated providers.
final class CardeaUnderTest {
    private static final Pattern KEY = Pattern.compile("cda_[a-z]+_sk_[A-Za-z0-9_]+");

    private final String name;
    private final Transport transport;
    private final Path root;
    private final Path folder;
    private final int port = Net.freePort();
    private String key = "";

    /// @param root where the launcher is
    CardeaUnderTest(Path root, Path parent, Upstreams upstreams, Transport transport) {
        String by = transport.name().toLowerCase(Locale.ROOT);
        this.name = transport == Transport.AUTO ? "Cardea" : "Cardea by " + by;
        this.transport = transport;
        this.root = root;
        this.folder = parent.resolve("cardea-" + by);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("cardea.yaml"), configuration(upstreams));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration(Upstreams upstreams) {
        var yaml = new StringBuilder();
        yaml.append(
                """
                home: %s
                listen: 127.0.0.1:%d
                admin_listen: 127.0.0.1:%d
                providers_from_environment: false
                limits: {transport: %s}
                providers:
                """
                        .formatted(
                                folder.resolve("home"),
                                port,
                                Net.freePort(),
                                transport.name().toLowerCase(Locale.ROOT)));
        for (Ask ask : Ask.values()) {
            yaml.append(
                    """
                      - {name: %s, dialect: %s, base_url: "%s%s", api_key: %s}
                    """
                            .formatted(
                                    ask.provider(),
                                    ask.dialect(),
                                    upstreams.base(ask),
                                    ask.dialect().equals("openai") ? "/v1" : "",
                                    Upstreams.PROVIDER_KEY));
        }
        return yaml.toString();
    }

    /// Starts it and waits until it answers its first call.
    Contender start(Processes processes, int core) {
        Process process =
                processes.start(
                        name,
                        core,
                        List.of(
                                "CARDEA_CONFIG=" + folder.resolve("cardea.yaml"),
                                "CARDEA_HOME=" + folder.resolve("home"),
                                "CARDEA_LISTEN=127.0.0.1:" + port),
                        List.of(root.resolve("cardea").toString(), "run"));
        if (key.isEmpty()) {
            key = firstKey(processes.log(name), process);
        }
        Map<Ask, String> bases = new LinkedHashMap<>();
        for (Ask ask : Ask.values()) {
            bases.put(ask, "http://127.0.0.1:" + port);
        }
        var contender = new Contender(name, process, key, bases, true);
        Net.awaitReady(contender, Ask.WHOLE, Duration.ofSeconds(30), processes.log(name));
        return contender;
    }

    /// How many calls of this time the log holds, once the gateway is ended; empty when its files
    /// aren't found.
    OptionalLong callsLogged(Instant from, Instant until) {
        try (Stream<Path> files = Files.walk(folder)) {
            Optional<Path> spool =
                    files.filter(file -> file.toString().endsWith(".spool")).findFirst();
            if (spool.isEmpty()) {
                return OptionalLong.empty();
            }
            CallLogOptions options = CallLogOptions.in(spool.get().resolveSibling(""));
            try (var log = new DuckDbCallLog(options, InstantSource.system())) {
                CallFilter filter = CallFilter.builder().from(from).until(until).build();
                return OptionalLong.of(log.summary(filter).calls());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The key that the first start prints.
    private static String firstKey(Path log, Process process) {
        for (int i = 0; i < 1_500 && process.isAlive(); i++) {
            try {
                Matcher key = KEY.matcher(Files.readString(log));
                if (key.find() && key.end() < Files.size(log)) {
                    return key.group();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Net.pause(20);
        }
        throw new IllegalStateException("Cardea printed no key within 30 s; see " + log);
    }
}
