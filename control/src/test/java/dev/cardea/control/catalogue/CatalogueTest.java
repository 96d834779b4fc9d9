package dev.cardea.control.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.Cost;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final String PROVIDER =
            "p\tP\topenai\thttps://p.example/v1\tP_KEY\t-\t-\tchat\n";

    @Test
    void theBuiltInOneKnowsFortyProvidersAndSevenHundredModels() {
        Catalogue catalogue = Catalogue.builtIn();
        assertThat(catalogue.providers()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(catalogue.size()).isGreaterThanOrEqualTo(700);
        assertThat(catalogue.provider("anthropic").orElseThrow().dialect())
                .isEqualTo(Dialect.ANTHROPIC);
        assertThat(catalogue.model("openai", "gpt-5").orElseThrow().context()).hasValue(400_000);
    }

    @Test
    void aCallCostsWhatItsTokensCost() {
        Prices prices = Catalogue.builtIn().model("openai", "gpt-5").orElseThrow().prices();
        assertThat(prices.cost(new Usage(1000, 500, 0, 0, 0, false)))
                .isEqualTo(Cost.of(6_250_000, false));
        assertThat(prices.cost(new Usage(1000, 500, 1000, 0, 500, true)))
                .isEqualTo(Cost.of(5_125_000, true));
    }

    @Test
    void cacheWritesCostWhatTheirPriceSays() {
        Prices prices =
                Catalogue.builtIn().model("anthropic", "claude-3-5-sonnet").orElseThrow().prices();
        assertThat(prices.cost(new Usage(1000, 0, 300, 200, 0, false)))
                .as("500 at 3 dollars, 300 at 0.30, 200 at 3.75")
                .isEqualTo(Cost.of(2_340_000, false));
    }

    @Test
    void aPartOfABillionthOfADollarCountsAsAWholeOne() {
        Prices prices =
                Catalogue.builtIn()
                        .with(List.of(override("mine", "m", 1)))
                        .model("mine", "m")
                        .orElseThrow()
                        .prices();
        assertThat(prices.cost(new Usage(1, 0, 0, 0, 0, false))).isEqualTo(Cost.of(1, false));
        assertThat(prices.cost(new Usage(Long.MAX_VALUE, 0, 0, 0, 0, false)))
                .isEqualTo(Cost.of(9_223_372_036_854_776L, false));
    }

    @Test
    void anInputBeyondATiersLengthCostsWhatTheTierSays() {
        Prices prices =
                Catalogue.builtIn().model("gemini", "gemini-2.5-pro").orElseThrow().prices();
        assertThat(prices.cost(new Usage(200_000, 10, 0, 0, 0, false)))
                .isEqualTo(Cost.of(250_100_000, false));
        assertThat(prices.cost(new Usage(200_001, 10, 0, 0, 0, false)))
                .isEqualTo(Cost.of(500_152_500, false));
    }

    @Test
    void anUnknownPriceIsNoCostAtAllRatherThanZero() {
        assertThat(Prices.UNKNOWN.cost(new Usage(3, 3, 1, 1, 1, true)))
                .isEqualTo(
                        Cost.unknown(
                                List.of(
                                        "input_price",
                                        "cache_read_price",
                                        "cache_write_price",
                                        "output_price"),
                                true));
        assertThat(Prices.UNKNOWN.cost(Usage.NONE)).isEqualTo(Cost.NONE);
    }

    @Test
    void aFileThatDoesNotFitIsRefusedWithItsLineAndColumn() {
        assertThatThrownBy(() -> read(PROVIDER, "# models\np\tm\n"))
                .hasMessage("file:5: found 2 columns, expected 14 or 16");
        assertThatThrownBy(() -> read(PROVIDER, model("q", "m", "1")))
                .hasMessage("file:4: the column 'provider': 'q' is not among the providers");
        for (String price : List.of("-1", "NaN", "1.5", "99999999999999999999", "1000000000001")) {
            assertThatThrownBy(() -> read(PROVIDER, model("p", "m", price)))
                    .hasMessage(
                            "file:4: the column 'input price': found '%s', expected a whole number from 0 to 1000000000000"
                                    .formatted(price));
        }
        assertThatThrownBy(() -> read(PROVIDER, model("p", "m", "1") + model("p", "m", "1")))
                .hasMessage("file:5: the column 'model': 'p m' is there twice");
        assertThatThrownBy(() -> read(PROVIDER + PROVIDER, model("p", "m", "1")))
                .hasMessage("file:3: the column 'name': 'p' is there twice");
        assertThatThrownBy(() -> read(PROVIDER.replace("openai", "klingon"), ""))
                .hasMessageContaining("file:2: the column 'dialect': found 'klingon'");
        assertThatThrownBy(() -> read(PROVIDER, "")).hasMessageContaining("expected providers");
        assertThatThrownBy(() -> CatalogueReader.read("file", "p\tm\n"))
                .hasMessageContaining("file:1: expected the heading");
        assertThatThrownBy(() -> CatalogueReader.read("file", "#".repeat(900_000)))
                .hasMessage("file: a catalogue has up to 819200 bytes");
    }

    @Test
    void anAddressIsHttpsOrOnesOwn() {
        for (String address :
                List.of(
                        "http://p.example/v1",
                        "http://127.0.0.1.p.example",
                        "https://u:p@p.example",
                        "ftp://p.example",
                        "https:///v1",
                        "file:///etc/passwd")) {
            assertThatThrownBy(() ->
                            read(
                                    PROVIDER.replace("https://p.example/v1", address),
                                    model("p", "m", "1")))
                    .hasMessageContaining("the column 'address': found '" + address + "'");
        }
        Catalogue own =
                read(
                        PROVIDER.replace("https://p.example/v1", "http://127.0.0.1:8000/v1"),
                        model("p", "m", "1"));
        assertThat(own.provider("p")).isPresent();
    }

    @Test
    void whatTheOperatorKnowsBetterCountsAndTheRestStays() {
        Catalogue known =
                Catalogue.builtIn()
                        .with(
                                List.of(
                                        override("gemini", "gemini-2.5-pro", 7),
                                        override("mine", "new", 0)));
        CatalogueModel changed = known.model("gemini", "gemini-2.5-pro").orElseThrow();
        assertThat(changed.prices().input()).hasValue(7);
        assertThat(changed.prices().output()).hasValue(10_000_000);
        assertThat(changed.prices().tiers()).isEmpty();
        assertThat(changed.context()).isPresent();
        assertThat(changed.retiredOn(LocalDate.of(2026, 3, 1))).isTrue();
        assertThat(changed.retiredOn(LocalDate.of(2026, 2, 28))).isFalse();
        CatalogueModel made = known.model("mine", "new").orElseThrow();
        assertThat(made.prices().plain()).as("the output's price is unknown").isEmpty();
        assertThat(known.size()).isEqualTo(Catalogue.builtIn().size() + 1);
    }

    @Test
    void pricesOfBatchesAreKnownWhereASourceHasThem() {
        Catalogue builtIn = Catalogue.builtIn();
        Prices known = builtIn.model("anthropic", "claude-opus-4-5").orElseThrow().prices();
        assertThat(known.batch().input()).hasValue(known.input().orElseThrow() / 2);
        assertThat(known.batch().output()).hasValue(known.output().orElseThrow() / 2);
        Prices unknown = builtIn.model("groq", "llama-3.1-8b-instant").orElseThrow().prices();
        assertThat(unknown.batch()).isEqualTo(Prices.Batch.UNKNOWN);
    }

    @Test
    void aFileWithoutTheColumnsOfBatchesKnowsNothingOfThem() {
        Catalogue before = read(PROVIDER, model("p", "old", "5"));
        assertThat(before.model("p", "old").orElseThrow().prices().batch())
                .isEqualTo(Prices.Batch.UNKNOWN);
        String line = model("p", "new", "5").stripTrailing();
        Catalogue after = read(PROVIDER, line + "\t".repeat(8) + "3\t4\n");
        assertThat(after.model("p", "new").orElseThrow().prices().batch())
                .isEqualTo(new Prices.Batch(OptionalLong.of(3), OptionalLong.of(4)));
    }

    private static CatalogueOverride override(String provider, String model, long input) {
        return new CatalogueOverride(
                provider,
                model,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                new Prices(
                        OptionalLong.of(input),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Prices.Batch.UNKNOWN,
                        List.of()),
                Optional.empty(),
                Optional.of(LocalDate.of(2026, 3, 1)),
                Optional.empty());
    }

    private static String model(String provider, String name, String price) {
        return provider + "\t" + name + "\t\t\t\t\t" + price + "\t\t\t\t\t\t\t\n";
    }

    private static Catalogue read(String providers, String models) {
        return CatalogueReader.read("file", "[providers]\n" + providers + "[models]\n" + models);
    }
}
