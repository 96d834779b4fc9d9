package dev.cardea.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import dev.cardea.storage.EntityCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Puts secrets into every place where one can be sent, the wrong ones included, and then looks for
/// them in all answers, log lines and stored records.
class SecretsNeverLeakIT {
    private static final String UPSTREAM = "sk-upstream-4f9a8b7c6d5e";
    private static final String FOREIGN = "legacy-key-0123456789-abcdef";
    private static final String STRAY = "stray-secret-0123456789-abcdef";

    @Test
    void noSecretIsAnsweredLoggedOrStored() {
        Lines lines = new Lines();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        root.setLevel(Level.INFO);
        root.addAppender(lines);
        lines.start();
        Set<String> secrets = new LinkedHashSet<>(List.of(UPSTREAM, FOREIGN, STRAY));
        try (Served served = new Served()) {
            String issued = use(served);
            secrets.add(issued);
            secrets.add(served.first.secret().reveal());
            secrets.add(served.first.management().reveal());
            secrets.add(served.first.commandLine().reveal());

            List<String> answers = new ArrayList<>(served.answers);
            // The one answer in which a new key's secret belongs.
            assertThat(answers.removeIf(it -> it.contains(issued))).isTrue();
            EntityCodec codec = new EntityCodec();
            List<String> stored =
                    served.memory.loadAll().entities().stream().map(codec::write).toList();
            assertThat(lines.texts).isNotEmpty();
            for (String secret : secrets) {
                String hash = Sha256.of(secret).hex();
                assertThat(answers).noneMatch(it -> it.contains(secret) || it.contains(hash));
                assertThat(lines.texts).noneMatch(it -> it.contains(secret) || it.contains(hash));
                assertThat(stored).noneMatch(it -> it.contains(secret));
            }
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
    }

    private static String use(Served served) {
        String key =
                "{\"application\":\"app_default\",\"owner\":\"own_default\",\"name\":\"%s\"%s}";
        String issued =
                served.post("/admin/v1/keys", key.formatted("k", ""), "Idempotency-Key", "once")
                        .text("secret");
        served.post("/admin/v1/keys", key.formatted("k", ""), "Idempotency-Key", "once");
        served.post(
                "/admin/v1/keys/import", key.formatted("old", ",\"secret\":\"" + FOREIGN + "\""));
        served.post(
                "/admin/v1/keys/import", key.formatted("old", ",\"secret\":\"" + FOREIGN + "\""));
        String provider =
                served.post(
                                "/admin/v1/providers",
                                "{\"name\":\"up\",\"dialect\":\"openai\",\"base_url\":\"https://up.example/v1\"}")
                        .text("id");
        String credential =
                served.post(
                                "/admin/v1/credentials",
                                "{\"provider\":\"%s\",\"name\":\"main\",\"secret\":\"%s\"}"
                                        .formatted(provider, UPSTREAM))
                        .text("id");
        served.get("/admin/v1/credentials/" + credential);
        for (String wrong :
                List.of(
                        "{\"name\":{\"%s\":1}}",
                        "{\"name\":\"a\",\"state\":\"%s\"}",
                        "{\"organization\":\"%s\",\"name\":\"a\"}",
                        "{\"name\":\"%s",
                        "[\"%s\"]")) {
            served.post("/admin/v1/organizations", wrong.formatted(STRAY));
            served.post("/admin/v1/teams", wrong.formatted(STRAY));
            served.post("/admin/v1/keys", wrong.formatted(STRAY));
        }
        served.post(
                "/admin/v1/providers",
                "{\"name\":\"x\",\"dialect\":\"openai\",\"base_url\":\"https://u:%s@up.example\"}"
                        .formatted(STRAY));
        served.get("/admin/v1/keys/" + STRAY);
        served.get("/admin/v1/keys?owner=" + STRAY);
        served.get("/admin/v1/keys?" + STRAY + "=1");
        served.send("PATCH", "/admin/v1/keys/key_x", "{}", "If-Match", STRAY);
        served.send(new SecretText(STRAY), "GET", "/admin/v1/keys", "");
        served.send(new SecretText(issued), "GET", "/admin/v1/keys", "");
        served.get("/admin/v1/audit");
        served.get("/admin/v1/calls");
        served.away = true;
        served.publisher.catchUp();
        served.post("/admin/v1/keys", key.formatted("k", ""));
        served.away = false;
        return issued;
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            texts.add(
                    event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : event.getThrowableProxy().getMessage()));
        }
    }
}
