package dev.cardea.control.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.Dialect;
import dev.cardea.model.MicroUsd;
import dev.cardea.model.Usage;
import java.io.StringReader;
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
        assertThat(prices.cost(new Usage(1000, 500, 0, 0, 0, false))).contains(new MicroUsd(6250));
        assertThat(prices.cost(new Usage(1000, 500, 1000, 0, 500, false)))
                .contains(new MicroUsd(5125));
    }

    @Test
    void aLongInputCostsWhatItsTierSays() {
        Prices prices =
                Catalogue.builtIn().model("gemini", "gemini-2.5-pro").orElseThrow().prices();
        assertThat(prices.cost(new Usage(100_000, 0, 0, 0, 0, false)))
                .contains(new MicroUsd(125_000));
        assertThat(prices.cost(new Usage(200_000, 0, 0, 0, 0, false)))
                .contains(new MicroUsd(500_000));
    }

    @Test
    void anUnknownPriceIsNoCostAtAllRatherThanZero() {
        assertThat(Prices.UNKNOWN.cost(new Usage(1, 0, 0, 0, 0, false))).isEmpty();
        assertThat(Prices.UNKNOWN.cost(Usage.NONE)).contains(MicroUsd.NONE);
    }

    @Test
    void aFileThatDoesNotFitIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read(PROVIDER, "# models\np\tm\n"))
                .hasMessage("models:2: found 2 columns, expected 14");
        assertThatThrownBy(() -> read(PROVIDER, model("q", "m", "1")))
                .hasMessageContaining("provider 'q' is not among the providers");
        assertThatThrownBy(() -> read(PROVIDER, model("p", "m", "-1")))
                .hasMessageContaining("a price is 0 or more, found -1");
        assertThatThrownBy(() -> read(PROVIDER, model("p", "m", "1") + model("p", "m", "1")))
                .hasMessageContaining("'p m' is there twice");
        assertThatThrownBy(() -> read(PROVIDER + PROVIDER, ""))
                .hasMessage("providers:2: 'p' is there twice");
        assertThatThrownBy(() -> read(PROVIDER.replace("openai", "klingon"), ""))
                .hasMessageContaining("KLINGON");
    }

    private static String model(String provider, String name, String price) {
        return provider + "\t" + name + "\t\t\t\t\t" + price + "\t\t\t\t\t\t\t\n";
    }

    private static Catalogue read(String providers, String models) {
        return CatalogueReader.read(
                new StringReader(providers), "providers", new StringReader(models), "models");
    }
}
