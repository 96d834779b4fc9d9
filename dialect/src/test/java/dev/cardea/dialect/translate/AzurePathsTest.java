package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import org.junit.jupiter.api.Test;

class AzurePathsTest {
    private static String path(Endpoint endpoint, String body, String version) {
        byte[] bytes = body.getBytes(UTF_8);
        Translation translation =
                Translator.of(endpoint.dialect(), endpoint, Dialect.AZURE_OPENAI)
                        .orElseThrow()
                        .request(
                                bytes,
                                0,
                                bytes.length,
                                "our gpt/1",
                                Options.of("r1", 0).withApiVersion(version));
        return ((Translation.Translated) translation).path();
    }

    @Test
    void callsGoToTheDeploymentWhenTheAddressNamesAVersion() {
        String chat = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        String vectors = "{\"model\":\"m\",\"input\":\"hi\"}";

        assertThat(path(Endpoint.CHAT_COMPLETIONS, chat, "2024-10-21"))
                .isEqualTo(
                        "/openai/deployments/our%20gpt%2F1/chat/completions?api-version=2024-10-21");
        assertThat(path(Endpoint.EMBEDDINGS, vectors, "2024-10-21"))
                .isEqualTo("/openai/deployments/our%20gpt%2F1/embeddings?api-version=2024-10-21");
        assertThat(path(Endpoint.CHAT_COMPLETIONS, chat, ""))
                .isEqualTo("/openai/v1/chat/completions");
    }
}
