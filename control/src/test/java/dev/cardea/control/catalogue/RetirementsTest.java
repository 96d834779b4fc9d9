package dev.cardea.control.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Retirement;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RetirementsTest {
    private static final LocalDate DAY = LocalDate.of(2024, 1, 4);

    @Test
    void theCataloguesDayHoldsAtTheAddressThatItHasForTheProvider() {
        ModelFacts facts = shelf();
        assertThat(facts.retirement(openai("https://api.openai.com/v1"), "text-davinci-003"))
                .contains(new Retirement(DAY, Optional.empty()));
        assertThat(facts.retirement(openai("https://API.openai.com/v1"), "text-davinci-003"))
                .isPresent();
        assertThat(facts.retirement(openai("http://127.0.0.1:8000/v1"), "text-davinci-003"))
                .as("a server of one's own")
                .isEmpty();
        assertThat(facts.retirement(openai("https://api.openai.com/v1"), "gpt-5")).isEmpty();
        assertThat(
                        facts.retirement(
                                provider("vllm", "https://api.openai.com/v1"), "text-davinci-003"))
                .as("another provider's model of that name")
                .isEmpty();
    }

    @Test
    void whatTheOperatorSaysHoldsAnywhere() {
        LocalDate day = LocalDate.of(2025, 1, 1);
        ModelFacts facts = shelf(override("vllm", "own-1", Optional.of(day), "own-2"));
        assertThat(facts.retirement(provider("vllm", "http://127.0.0.1:8000/v1"), "own-1"))
                .contains(new Retirement(day, Optional.of("own-2")));
    }

    @Test
    void theOperatorsDayTakesTheCataloguesPlace() {
        LocalDate later = LocalDate.of(2999, 1, 1);
        ModelFacts facts =
                shelf(override("openai", "text-davinci-003", Optional.of(later), "gpt-5"));
        Retirement known =
                facts.retirement(openai("https://api.openai.com/v1"), "text-davinci-003")
                        .orElseThrow();
        assertThat(known.begun(Instant.parse("2026-01-01T00:00:00Z"))).isFalse();
    }

    @Test
    void theOperatorMayNameTheSuccessorOnly() {
        ModelFacts facts = shelf(override("openai", "text-davinci-003", Optional.empty(), "gpt-5"));
        assertThat(facts.retirement(openai("https://api.openai.com/v1"), "text-davinci-003"))
                .contains(new Retirement(DAY, Optional.of("gpt-5")));
    }

    @Test
    void aPartToFillInStandsForAnyText() {
        CatalogueProvider azure = Catalogue.builtIn().provider("azure").orElseThrow();
        assertThat(azure.isAt(URI.create("https://acme.openai.azure.com"))).isTrue();
        assertThat(azure.isAt(URI.create("https://openai.azure.com.example"))).isFalse();
    }

    private static CatalogueShelf shelf(CatalogueOverride... overrides) {
        return new CatalogueShelf(
                BuiltInCatalogue.edition(), List.of(overrides), InstantSource.system());
    }

    private static CatalogueOverride override(
            String provider, String model, Optional<LocalDate> retired, String successor) {
        return new CatalogueOverride(
                provider,
                model,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Prices.UNKNOWN,
                Optional.empty(),
                retired,
                Optional.of(successor));
    }

    private static Provider openai(String baseUrl) {
        return provider("openai", baseUrl);
    }

    private static Provider provider(String name, String baseUrl) {
        return new Provider(
                new ProviderId("prov_1"),
                Optional.empty(),
                name,
                Dialect.OPENAI,
                URI.create(baseUrl),
                List.of(),
                true,
                List.of(),
                true,
                Optional.empty(),
                1);
    }
}
