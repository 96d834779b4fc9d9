package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is known of a credential at a provider outlives the process that learnt it.
class CredentialRestartIT {
    private static final String WRONG = "sk-wrong-0123456789abcdefghijklmnop";
    private static final String CHAT =
            "{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    @TempDir Path folder;

    @Test
    void aFailingCredentialIsFailingAfterARestartAndNoSecretIsKept() throws Exception {
        try (SdkUpstream upstream = SdkUpstream.start();
                RunningCardea first =
                        RunningCardea.start(
                                folder,
                                """
                                providers:
                                  - {name: openai, dialect: openai, base_url: "%s/v1", api_key: "%s", models: [gpt-4]}
                                """
                                        .formatted(upstream.url(), WRONG))) {
            for (int i = 0; i < 2; i++) {
                assertThat(first.post("/v1/chat/completions", CHAT).statusCode())
                        .isGreaterThanOrEqualTo(500);
            }
            JsonNode before = health(first);
            assertThat(before.path("state").asString()).isEqualTo("failing");
            try (RunningCardea second =
                    first.restarted(home -> assertThat(kept(home)).doesNotContain(WRONG))) {
                JsonNode after = health(second);
                assertThat(after.path("state")).isEqualTo(before.path("state"));
                assertThat(after.path("since")).isEqualTo(before.path("since"));
                assertThat(after.path("evidence")).isEqualTo(before.path("evidence"));
                assertThat(after.path("observations")).isEqualTo(before.path("observations"));
            }
        }
    }

    private static JsonNode health(RunningCardea cardea) {
        return cardea.admin("GET", "/admin/v1/credentials", "")
                .path("items")
                .path(0)
                .path("health");
    }

    private static String kept(Path home) {
        try {
            return Files.readString(home.resolve("credential-states"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
