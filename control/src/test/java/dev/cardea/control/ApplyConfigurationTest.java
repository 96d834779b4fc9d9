package dev.cardea.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.control.ApplyConfiguration.Declared;
import dev.cardea.control.ApplyConfiguration.DeclaredCredential;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.SecretText;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplyConfigurationTest {
    private static final ProviderId UP = new ProviderId("prov_up");

    private final Installed installed = new Installed();
    private final ApplyConfiguration configuration = installed.control.applyConfiguration();

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void whatIsDeclaredIsThereWithItsPlace() {
        configuration.apply(List.of(declared("https://up.example/v1", "sk-one")));

        assertThat(provider().declaredAt()).contains("cardea.yaml:7");
        assertThat(provider().enabled()).isTrue();
        assertThat(secret()).isEqualTo("sk-one");
    }

    @Test
    void aSecondRunChangesNothing() {
        configuration.apply(List.of(declared("https://up.example/v1", "sk-one")));
        long revision = installed.snapshot().revision();

        assertThat(configuration.apply(List.of(declared("https://up.example/v1", "sk-one"))))
                .isZero();
        assertThat(installed.snapshot().revision()).isEqualTo(revision);
    }

    @Test
    void aChangedSecretTakesThePlaceOfTheOneBefore() {
        configuration.apply(List.of(declared("https://up.example/v1", "sk-one")));
        configuration.apply(List.of(declared("https://up.example/v1", "sk-two\n")));

        assertThat(installed.snapshot().models().credentials(UP)).hasSize(1);
        assertThat(secret()).isEqualTo("sk-two");
    }

    @Test
    void whatIsNotDeclaredAnyMoreIsSwitchedOffAndFreeToChange() {
        configuration.apply(List.of(declared("https://up.example/v1", "sk-one")));

        configuration.apply(List.of());

        assertThat(provider().enabled()).isFalse();
        assertThat(provider().declaredAt()).isEmpty();
        assertThat(installed.snapshot().models().credentials(UP)).isEmpty();
        assertThat(configuration.apply(List.of())).isZero();
    }

    @Test
    void whatIsDeclaredIsNotChangedByHand() {
        configuration.apply(List.of(declared("https://up.example/v1", "sk-one")));
        Provider provider = provider();

        assertThatThrownBy(() ->
                        installed
                                .control
                                .changeProvider()
                                .change(
                                        Installed.ADMIN,
                                        UP,
                                        provider.revision(),
                                        ProviderDraft.of(provider)))
                .isInstanceOf(ControlFailure.Declared.class)
                .hasMessageContaining("cardea.yaml:7");
        ProviderCredential credential = installed.snapshot().models().credentials(UP).getFirst();
        assertThatThrownBy(() ->
                        installed
                                .control
                                .changeCredential()
                                .replace(
                                        Installed.ADMIN,
                                        credential.id(),
                                        credential.revision(),
                                        new SecretText("sk-other"),
                                        CredentialTrial.NONE))
                .isInstanceOf(ControlFailure.Declared.class);
    }

    @Test
    void aTenantCannotPointAProviderAtTheMachinesAround() {
        Mandate tenant =
                new Mandate(
                        Installed.ADMIN.actor(),
                        new Reach.Within(FirstStart.ORGANIZATION),
                        "",
                        Optional.empty());
        for (String url :
                List.of(
                        "http://up.example/v1",
                        "https://localhost/v1",
                        "https://169.254.169.254/v1",
                        "https://10.1.2.3/v1",
                        "https://[::1]/v1",
                        "https://0.0.0.0/v1",
                        "https://2130706433/v1",
                        "https://router/v1",
                        "https://metadata.internal/v1")) {
            ProviderDraft draft =
                    new ProviderDraft(
                            Optional.of(FirstStart.ORGANIZATION),
                            "mine",
                            Dialect.OPENAI,
                            URI.create(url),
                            List.of(),
                            true,
                            List.of(),
                            false,
                            false,
                            Optional.empty(),
                            true);
            assertThatThrownBy(() -> installed.control.createProvider().create(tenant, draft))
                    .as(url)
                    .isInstanceOf(ControlFailure.Invalid.class);
        }
    }

    private Provider provider() {
        return installed.snapshot().providers().get(UP);
    }

    private String secret() {
        ProviderCredential credential = installed.snapshot().models().credentials(UP).getFirst();
        return installed.vault.open(credential.id(), credential.sealed()).reveal();
    }

    private static Declared declared(String url, String secret) {
        return new Declared(
                new ProviderDraft(
                        Optional.empty(),
                        "up",
                        Dialect.OPENAI,
                        URI.create(url),
                        List.of("m1"),
                        false,
                        List.of(),
                        false,
                        false,
                        Optional.empty(),
                        true),
                List.of(
                        new DeclaredCredential(
                                "main",
                                new SecretText(secret),
                                CredentialTerms.ANY,
                                "cardea.yaml:9")),
                "cardea.yaml:7");
    }
}
