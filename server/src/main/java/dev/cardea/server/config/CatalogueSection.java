package dev.cardea.server.config;

import dev.cardea.control.catalogue.CatalogueInvalid;
import dev.cardea.control.catalogue.CatalogueOverride;
import dev.cardea.control.catalogue.CatalogueSource;
import dev.cardea.control.catalogue.Prices;
import dev.cardea.server.config.Configuration.CatalogueSettings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the section `catalogue`.
final class CatalogueSection {
    private static final long MOST_TOKENS = 1_000_000_000;

    private CatalogueSection() {}

    static CatalogueSettings read(Section s, Path folder) {
        Optional<CatalogueSource> source = s.text("source").map(words -> source(s, words, folder));
        List<CatalogueOverride> overrides = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section m : s.sections("models")) {
            CatalogueOverride override = override(m);
            if (!names.add(override.provider() + " " + override.model())) {
                throw m.wrong(
                        "model", "'" + override.model() + "' again", "one entry for each model");
            }
            overrides.add(override);
        }
        s.done();
        return new CatalogueSettings(source, overrides);
    }

    private static CatalogueSource source(Section s, String words, Path folder) {
        try {
            return CatalogueSource.parse(words, folder);
        } catch (CatalogueInvalid e) {
            throw new ConfigurationException(s.origin("source"), String.valueOf(e.getMessage()));
        }
    }

    private static CatalogueOverride override(Section s) {
        CatalogueOverride override =
                new CatalogueOverride(
                        s.required("provider"),
                        s.required("model"),
                        tokens(s, s.text("context"), "context"),
                        tokens(s, s.text("largest_output"), "largest_output"),
                        Optional.of(s.texts("inputs")).filter(words -> !words.isEmpty()),
                        s.text("reasoning").map(_ -> s.flag("reasoning", false)),
                        new Prices(
                                price(s, s.text("input_price"), "input_price"),
                                price(s, s.text("output_price"), "output_price"),
                                price(s, s.text("cache_read_price"), "cache_read_price"),
                                price(s, s.text("cache_write_price"), "cache_write_price"),
                                price(s, s.text("reasoning_price"), "reasoning_price"),
                                new Prices.Batch(
                                        price(s, s.text("batch_input_price"), "batch_input_price"),
                                        price(
                                                s,
                                                s.text("batch_output_price"),
                                                "batch_output_price")),
                                List.of()),
                        s.text("deprecated").map(_ -> s.flag("deprecated", false)),
                        s.text("retired").map(day -> day(s, day)),
                        s.text("successor"));
        s.done();
        return override;
    }

    private static OptionalInt tokens(Section s, Optional<String> written, String key) {
        return written.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) s.number(key, 1, 1, MOST_TOKENS));
    }

    private static OptionalLong price(Section s, Optional<String> written, String key) {
        if (written.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                Units.microUsd(written.get())
                        .orElseThrow(() ->
                                s.wrong(
                                        key,
                                        "'" + written.get() + "'",
                                        "US dollars per million tokens such as 0.15")));
    }

    private static LocalDate day(Section s, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw s.wrong("retired", "'" + text + "'", "a day such as 2026-03-31");
        }
    }
}
