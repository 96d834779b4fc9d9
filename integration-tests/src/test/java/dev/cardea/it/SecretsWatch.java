package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.cardea.storage.sql.TableDump;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// Looks for every secret that a gateway of these tests was given or gave out: in each line it logged
/// (down to debug), each answer of both its planes, and in the end in each file of its home, tables
/// row by row.
final class SecretsWatch {
    /// The command line's own credential, which is a file's whole purpose.
    private static final String TOKEN_FILE = "admin.token";

    /// Where the admin API shows a secret, once, to whom it was made for.
    private static final Pattern SHOWN = Pattern.compile("\"secret\"\\s*:\\s*\"[^\"]*\"");

    private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();
    private static final ConcurrentLinkedQueue<String> LINES = new ConcurrentLinkedQueue<>();

    static {
        listen();
    }

    private SecretsWatch() {}

    private static void listen() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var pattern = new PatternLayoutEncoder();
        pattern.setContext(context);
        pattern.setPattern("%logger %msg%n%ex");
        pattern.start();
        var appender =
                new AppenderBase<ILoggingEvent>() {
                    @Override
                    protected void append(ILoggingEvent event) {
                        LINES.add(new String(pattern.encode(event), StandardCharsets.UTF_8));
                    }
                };
        appender.setContext(context);
        appender.start();
        Logger cardea = context.getLogger("dev.cardea");
        cardea.setLevel(Level.DEBUG);
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    /// From now on this must not be found.
    static void keep(String secret) {
        if (secret.length() < 12) {
            throw new IllegalArgumentException("too short to be looked for");
        }
        SECRETS.add(secret);
    }

    /// An answer to whoever asked.
    static void answer(String what, String fields, String body) {
        clean("the fields of the answer to " + what, fields);
        clean("the answer to " + what, SHOWN.matcher(body).replaceAll(""));
    }

    /// What a gateway left behind, and what all of them logged so far.
    static void home(Path home) {
        clean("the log", String.join("", LINES));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.equals(TOKEN_FILE)) {
                    clean(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
                if (name.endsWith(".sqlite")) {
                    clean("the tables of " + name, TableDump.of(file));
                } else if (name.endsWith(".duckdb")) {
                    String tables = TableDump.of("jdbc:duckdb:" + file, "", "");
                    clean("the tables of " + name, tables);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clean(String where, String text) {
        for (String secret : SECRETS) {
            // The secret itself is not to be in a test's report either.
            assertThat(text.contains(secret))
                    .as("%s holds the secret that begins %s", where, secret.substring(0, 8))
                    .isFalse();
        }
    }
}
