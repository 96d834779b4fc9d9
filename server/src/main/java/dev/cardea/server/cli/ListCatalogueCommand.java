package dev.cardea.server.cli;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// `cardea catalogue list`: models that are known, with sizes and prices. What isn't known is said to
/// be unknown.
@Command(
        name = "list",
        description = {
            "List the models that are known, with sizes in tokens and prices in US dollars per million",
            "tokens. What isn't known is said to be."
        },
        mixinStandardHelpOptions = true)
final class ListCatalogueCommand extends CatalogueCommand.CatalogueAction {
    private static final String UNKNOWN = "unknown";

    @Option(names = "--provider", paramLabel = "NAME", description = "Only those of this provider.")
    private @Nullable String provider;

    @Option(
            names = "--model",
            paramLabel = "PART",
            description = "Only those with this in their names.")
    private @Nullable String model;

    @Override
    public Integer call() {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        AdminClient client = client();
        String cursor = "";
        do {
            JsonNode page =
                    client.read(
                            CatalogueCommand.PATH
                                    + "/models?limit=200"
                                    + query("provider", provider)
                                    + query("model", model)
                                    + cursor);
            page.path("items").forEach(found::add);
            String next = page.path("next_cursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        if (json()) {
            printer().many(found);
            return ExitCode.OK;
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        found.forEach(it -> row(it, rows));
        printer()
                .many(
                        rows,
                        "provider",
                        "model",
                        "context",
                        "largest_output",
                        "inputs",
                        "reasoning",
                        "input_price",
                        "output_price",
                        "cache_read_price",
                        "batch_input_price",
                        "batch_output_price",
                        "state");
        return ExitCode.OK;
    }

    private static void row(JsonNode it, ArrayNode rows) {
        JsonNode prices = it.path("prices");
        StringBuilder inputs = new StringBuilder();
        for (JsonNode input : it.path("inputs")) {
            inputs.append(inputs.isEmpty() ? "" : ",").append(input.asString());
        }
        rows.addObject()
                .put("provider", it.path("provider").asString())
                .put("model", it.path("model").asString())
                .put("context", it.path("context").asString(UNKNOWN))
                .put("largest_output", it.path("largest_output").asString(UNKNOWN))
                .put("inputs", inputs.isEmpty() ? UNKNOWN : inputs.toString())
                .put(
                        "reasoning",
                        it.has("reasoning")
                                ? it.path("reasoning").asBoolean() ? "yes" : "no"
                                : UNKNOWN)
                .put("input_price", price(prices.path("input")))
                .put("output_price", price(prices.path("output")))
                .put("cache_read_price", price(prices.path("cache_read")))
                .put("batch_input_price", price(prices.path("batch_input")))
                .put("batch_output_price", price(prices.path("batch_output")))
                .put(
                        "state",
                        it.has("retired")
                                ? "retired " + it.path("retired").asString()
                                : it.path("deprecated").asBoolean() ? "deprecated" : "");
    }

    private static String price(JsonNode micros) {
        return micros.isMissingNode()
                ? UNKNOWN
                : BigDecimal.valueOf(micros.longValue(), 6).stripTrailingZeros().toPlainString();
    }

    private static String query(String name, @Nullable String value) {
        return value == null
                ? ""
                : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
