package dev.cardea.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.model.Dialect;
import dev.cardea.server.config.Configuration.DeclaredProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples in the documentation of provider dialects are configurations that start.
class ProviderDialectsDocTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(.*?)```");
    private static final Catalogue CATALOGUE = Catalogue.builtIn();
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "BEDROCK_ACCESS_KEY",
                            "AKIDEXAMPLEEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLE",
                    "AZURE_OPENAI_API_KEY", "0123456789abcdef",
                    "AZURE_ENTRA_APPLICATION", "our-tenant:our-client:our-secret",
                    "COHERE_API_KEY", "co-1",
                    "MISTRAL_API_KEY", "mi-1");

    @TempDir Path folder;

    private List<DeclaredProvider> read(String yaml, Map<String, String> environment)
            throws IOException {
        Path file = folder.resolve("cardea.yaml");
        Files.writeString(file, yaml + "providers_from_environment: false\n");
        return ConfigurationReader.read(Optional.of(file), environment, CATALOGUE).providers();
    }

    private static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "provider-dialects.md")))
                .results()
                .map((MatchResult it) -> it.group(1))
                .toList();
    }

    private void serviceAccount() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key =
                Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        Files.writeString(
                folder.resolve("service-account.json"),
                """
                {"type": "service_account", "project_id": "p", "private_key_id": "k1",
                 "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                 "client_email": "bot@p.iam.gserviceaccount.com", "client_id": "1"}
                """
                        .formatted(key));
    }

    @Test
    void everyExampleIsAConfigurationThatStarts() throws Exception {
        serviceAccount();
        EnumSet<Dialect> shown = EnumSet.noneOf(Dialect.class);
        for (String example : examples()) {
            for (DeclaredProvider provider : read(example, ENVIRONMENT)) {
                assertThat(provider.models()).isNotEmpty();
                assertThat(provider.keyless() || !provider.credentials().isEmpty())
                        .as("credential of %s", provider.name())
                        .isTrue();
                shown.add(provider.dialect());
            }
        }
        assertThat(shown)
                .contains(
                        Dialect.BEDROCK,
                        Dialect.AZURE_OPENAI,
                        Dialect.VERTEX,
                        Dialect.COHERE,
                        Dialect.OLLAMA,
                        Dialect.MISTRAL);
    }

    @Test
    void aCredentialOfNoKnownFormSaysWhereItStandsAndWhatIsWrong() throws Exception {
        String bedrock = examples().getFirst();

        assertThatThrownBy(() -> read(bedrock, Map.of("BEDROCK_ACCESS_KEY", "hunter2:hunter2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cardea.yaml")
                .hasMessageContaining("an AWS access key's id")
                .message()
                .doesNotContain("hunter2");
    }
}
