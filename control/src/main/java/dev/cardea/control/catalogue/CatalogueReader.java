package dev.cardea.control.catalogue;

import dev.cardea.model.Address;
import dev.cardea.model.Dialect;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a catalogue: a text with two tables, each under its heading, `[providers]` and `[models]`.
/// Columns are parted by tabs, lines that begin with `#` are remarks. A text that doesn't fit in one
/// place is refused as a whole.
public final class CatalogueReader {
    /// The largest catalogue, in bytes of UTF-8: as much as the admin API takes in one body.
    public static final int MOST_BYTES = 800 << 10;

    private static final Map<String, Integer> PROVIDER =
            CatalogueRow.columns(
                    "name",
                    "title",
                    "dialect",
                    "address",
                    "key variable",
                    "address variable",
                    "status page",
                    "endpoints");
    private static final Map<String, Integer> MODEL =
            CatalogueRow.columns(
                    "provider",
                    "model",
                    "context",
                    "largest output",
                    "inputs",
                    "reasoning",
                    "input price",
                    "output price",
                    "cache read price",
                    "cache write price",
                    "reasoning price",
                    "tiers",
                    "deprecated",
                    "retired",
                    "batch input price",
                    "batch output price");

    /// Columns at a table's end that older files don't have: nothing is known of what they say.
    private static final int NEWER_OF_MODELS = 2;

    private static final int MOST_TIERS = 10;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,80}");
    private static final Pattern HTTPS = Pattern.compile("https://\\S+");

    private final String file;
    private final List<CatalogueProvider> providers = new ArrayList<>();
    private final List<CatalogueModel> models = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private CatalogueReader(String file) {
        this.file = file;
    }

    /// @param file names the text in errors
    /// @throws CatalogueInvalid naming file, line and column, what was found and expected
    public static Catalogue read(String file, String text) {
        return read(file, text, 0);
    }

    /// @param before how many lines of the file the text comes after
    static Catalogue read(String file, String text, int before) {
        if (text.length() > MOST_BYTES
                || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new CatalogueInvalid(
                    "%s: a catalogue has up to %d bytes".formatted(file, MOST_BYTES));
        }
        var reader = new CatalogueReader(file);
        reader.lines(text, before);
        if (reader.providers.isEmpty() || reader.models.isEmpty()) {
            throw new CatalogueInvalid(
                    "%s: expected providers below a line '[providers]' and models below a line '[models]'"
                            .formatted(file));
        }
        return new Catalogue(reader.providers, reader.models);
    }

    private void lines(String text, int before) {
        String table = "";
        int number = before;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.equals("[providers]") || line.equals("[models]")) {
                table = line;
                continue;
            }
            switch (table) {
                case "[providers]" -> providers.add(provider(row(number, PROVIDER, 0, line)));
                case "[models]" -> models.add(model(row(number, MODEL, NEWER_OF_MODELS, line)));
                default ->
                        throw new CatalogueInvalid(
                                file, number, "expected the heading '[providers]' or '[models]'");
            }
        }
    }

    /// @param newer how many of the last columns may be left out together
    private CatalogueRow row(int number, Map<String, Integer> columns, int newer, String line) {
        String[] cells = line.split("\t", -1);
        if (newer > 0 && cells.length == columns.size() - newer) {
            cells = (line + "\t".repeat(newer)).split("\t", -1);
        }
        if (cells.length != columns.size()) {
            throw new CatalogueInvalid(
                    file,
                    number,
                    "found %d columns, expected %s%d"
                            .formatted(
                                    cells.length,
                                    newer == 0 ? "" : columns.size() - newer + " or ",
                                    columns.size()));
        }
        return new CatalogueRow(file, number, columns, cells);
    }

    private void once(CatalogueRow row, String column, String name) {
        if (!seen.add(name)) {
            throw row.fault(column, "'%s' is there twice".formatted(name));
        }
    }

    private CatalogueProvider provider(CatalogueRow row) {
        String name = row.formed("name", NAME, "lower-case letters, digits, dots and dashes");
        once(row, "name", name);
        names.add(name);
        return new CatalogueProvider(
                name,
                row.text("title"),
                dialect(row),
                address(row),
                row.dashed("key variable", VARIABLE, "a name such as OPENAI_API_KEY"),
                row.dashed("address variable", VARIABLE, "a name such as OPENAI_BASE_URL"),
                row.dashed("status page", HTTPS, "an https address"),
                row.words("endpoints"));
    }

    private static Dialect dialect(CatalogueRow row) {
        String word = row.cell("dialect");
        return Arrays.stream(Dialect.values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        row.fault(
                                "dialect",
                                "found '%s', expected one of %s"
                                        .formatted(
                                                word,
                                                Arrays.stream(Dialect.values())
                                                        .map(it ->
                                                                it.name().toLowerCase(Locale.ROOT))
                                                        .collect(Collectors.joining(", ")))));
    }

    /// `https`, or `http` to a server of one's own; braces stand for what has to be filled in.
    private static String address(CatalogueRow row) {
        String text = row.text("address");
        try {
            URI url = new URI(text.replaceAll("\\{[a-z_]+}", "x"));
            boolean near = url.getHost() != null && Address.isNear(url.getHost());
            if (url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && ("https".equals(url.getScheme())
                            || ("http".equals(url.getScheme()) && near))) {
                return text;
            }
        } catch (URISyntaxException _) {
            // The fault below says what was expected.
        }
        throw row.fault("address", "found '%s', expected an https address".formatted(text));
    }

    private CatalogueModel model(CatalogueRow row) {
        String provider = row.cell("provider");
        if (!names.contains(provider)) {
            throw row.fault("provider", "'%s' is not among the providers".formatted(provider));
        }
        String name = row.text("model");
        once(row, "model", provider + " " + name);
        return new CatalogueModel(
                provider,
                name,
                row.tokens("context"),
                row.tokens("largest output"),
                row.words("inputs"),
                row.truth("reasoning"),
                new Prices(
                        row.price("input price"),
                        row.price("output price"),
                        row.price("cache read price"),
                        row.price("cache write price"),
                        row.price("reasoning price"),
                        new Prices.Batch(
                                row.price("batch input price"), row.price("batch output price")),
                        tiers(row)),
                row.truth("deprecated").orElse(false),
                row.day("retired"));
    }

    private static List<Prices.Tier> tiers(CatalogueRow row) {
        String cell = row.cell("tiers");
        List<Prices.Tier> tiers = new ArrayList<>();
        for (String tier : cell.isEmpty() ? new String[0] : cell.split(",", -1)) {
            String[] parts = tier.split(":", -1);
            if (parts.length != 5 || tiers.size() == MOST_TIERS) {
                throw row.fault(
                        "tiers",
                        "found '%s', expected up to %d of above:input:output:cache read:cache write"
                                .formatted(tier, MOST_TIERS));
            }
            long from = row.whole("tiers", parts[0], 0, CatalogueRow.MOST_TOKENS);
            if (!tiers.isEmpty() && tiers.getLast().from() >= from) {
                throw row.fault("tiers", "expected the shortest input first");
            }
            OptionalLong[] prices = new OptionalLong[4];
            for (int i = 0; i < prices.length; i++) {
                prices[i] = row.price("tiers", parts[i + 1]);
            }
            tiers.add(new Prices.Tier(from, prices[0], prices[1], prices[2], prices[3]));
        }
        return tiers;
    }
}
