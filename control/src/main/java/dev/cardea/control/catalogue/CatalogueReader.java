package dev.cardea.control.catalogue;

import dev.cardea.model.Dialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/// Reads the two tables of the catalogue, `providers.tsv` and `models.tsv`; their first lines say
/// what the columns are. A file that doesn't fit in one place is refused as a whole.
public final class CatalogueReader {
    private static final int PROVIDER_COLUMNS = 8;
    private static final int MODEL_COLUMNS = 14;

    private CatalogueReader() {}

    static Catalogue builtIn() {
        return read(
                resource("providers.tsv"),
                "built-in providers.tsv",
                resource("models.tsv"),
                "built-in models.tsv");
    }

    /// @param providersName and `modelsName` name the files in errors
    /// @throws CatalogueInvalid naming file, line, what was found and expected
    public static Catalogue read(
            Reader providers, String providersName, Reader models, String modelsName) {
        List<CatalogueProvider> known =
                rows(providers, providersName, PROVIDER_COLUMNS, (cells, _) -> provider(cells));
        Set<String> names = new HashSet<>();
        known.forEach(provider -> names.add(provider.name()));
        return new Catalogue(
                known, rows(models, modelsName, MODEL_COLUMNS, (cells, _) -> model(cells, names)));
    }

    private static <T> List<T> rows(
            Reader source, String file, int columns, BiFunction<String[], Integer, T> parse) {
        List<T> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int line = 0;
        try (BufferedReader reader = new BufferedReader(source)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                String[] cells = text.split("\t", -1);
                if (cells.length != columns) {
                    throw new CatalogueInvalid(
                            file,
                            line,
                            "found %d columns, expected %d".formatted(cells.length, columns));
                }
                String key = columns == MODEL_COLUMNS ? cells[0] + "\t" + cells[1] : cells[0];
                if (!seen.add(key)) {
                    throw new CatalogueInvalid(
                            file, line, "'%s' is there twice".formatted(key.replace('\t', ' ')));
                }
                try {
                    rows.add(parse.apply(cells, line));
                } catch (IllegalArgumentException | DateTimeException e) {
                    throw new CatalogueInvalid(file, line, String.valueOf(e.getMessage()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static CatalogueProvider provider(String[] cells) {
        if (!cells[0].matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "'%s' is not a name of lower-case letters and digits".formatted(cells[0]));
        }
        if (!cells[3].startsWith("https://") && !cells[3].startsWith("http://127.0.0.1")) {
            throw new IllegalArgumentException("'%s' is not an https address".formatted(cells[3]));
        }
        return new CatalogueProvider(
                cells[0],
                cells[1],
                Dialect.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                cells[3],
                dashed(cells[4]),
                dashed(cells[5]),
                dashed(cells[6]),
                List.of(cells[7].split(",")));
    }

    private static CatalogueModel model(String[] cells, Set<String> providers) {
        if (!providers.contains(cells[0])) {
            throw new IllegalArgumentException(
                    "provider '%s' is not among the providers".formatted(cells[0]));
        }
        if (cells[1].isBlank()) {
            throw new IllegalArgumentException("a model has a name");
        }
        return new CatalogueModel(
                cells[0],
                cells[1],
                size(cells[2], "context"),
                size(cells[3], "largest output"),
                cells[4].isEmpty() ? List.of() : List.of(cells[4].split(",")),
                cells[5].isEmpty() ? Optional.empty() : Optional.of(yes(cells[5])),
                new Prices(
                        price(cells[6]),
                        price(cells[7]),
                        price(cells[8]),
                        price(cells[9]),
                        price(cells[10]),
                        tiers(cells[11])),
                !cells[12].isEmpty() && yes(cells[12]),
                cells[13].isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(cells[13])));
    }

    private static List<Prices.Tier> tiers(String cell) {
        List<Prices.Tier> tiers = new ArrayList<>();
        for (String tier : cell.isEmpty() ? new String[0] : cell.split(",")) {
            String[] parts = tier.split(":", -1);
            if (parts.length != 5) {
                throw new IllegalArgumentException(
                        "tier '%s' is not from:input:output:cache read:cache write"
                                .formatted(tier));
            }
            tiers.add(
                    new Prices.Tier(
                            price(parts[0]).orElseThrow(),
                            price(parts[1]),
                            price(parts[2]),
                            price(parts[3]),
                            price(parts[4])));
        }
        return tiers;
    }

    private static OptionalLong price(String cell) {
        if (cell.isEmpty()) {
            return OptionalLong.empty();
        }
        long price = Long.parseLong(cell);
        if (price < 0) {
            throw new IllegalArgumentException("a price is 0 or more, found " + price);
        }
        return OptionalLong.of(price);
    }

    private static OptionalInt size(String cell, String what) {
        if (cell.isEmpty()) {
            return OptionalInt.empty();
        }
        int size = Integer.parseInt(cell);
        if (size <= 0) {
            throw new IllegalArgumentException("%s is above 0, found %d".formatted(what, size));
        }
        return OptionalInt.of(size);
    }

    private static boolean yes(String cell) {
        return switch (cell) {
            case "yes" -> true;
            case "no" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "found '%s', expected yes or no".formatted(cell));
        };
    }

    private static Optional<String> dashed(String cell) {
        return cell.equals("-") ? Optional.empty() : Optional.of(cell);
    }

    private static Reader resource(String name) {
        var in = CatalogueReader.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(
                    "the catalogue file " + name + " is not in the package");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
