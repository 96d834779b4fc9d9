package dev.cardea.it;

import dev.cardea.admission.Request;
import dev.cardea.admission.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// The Cardeas that denial scenarios are played before: one that callers reach directly, one behind a
/// trusted proxy that takes keys in the query too, and one each where a provider is in trouble. Their
/// providers are set up through the admin API.
final class ServedPlaces implements AutoCloseable {
    private static final String CREDENTIAL = "sk-provider-0123456789abcdef";

    private final Path folder;
    private final List<ImitatedProvider> providers = new ArrayList<>();
    private final List<RunningCardea> running = new ArrayList<>();
    private final RunningCardea direct;
    private final RunningCardea behindProxy;

    ServedPlaces(Path folder) throws IOException {
        this.folder = folder;
        SecretsWatch.keep(CREDENTIAL);
        direct = start("direct", "listeners: [{listen: \"127.0.0.1:0\", environment: test}]");
        behindProxy = start("behind-proxy", "trusted_proxies: [127.0.0.0/8]\nkey_in_query: true");
        openAi(direct, provider());
        openAi(behindProxy, provider());
    }

    RunningCardea direct() {
        return direct;
    }

    /// Where a scenario happens.
    RunningCardea of(Scenario scenario, Request request) throws IOException {
        return switch (scenario.id()) {
            case "D180", "D224", "D232" -> troubled(scenario.id());
            default ->
                    request.isQueryAccepted() || Forwarding.trusted(scenario, request)
                            ? behindProxy
                            : direct;
        };
    }

    /// One of its own.
    RunningCardea apart(String name) throws IOException {
        RunningCardea cardea = start(name, "");
        openAi(cardea, provider());
        return cardea;
    }

    /// The same started again, with something done to its home in between.
    RunningCardea restarted(RunningCardea cardea, Consumer<Path> meanwhile) {
        running.remove(cardea);
        RunningCardea again = cardea.restarted(meanwhile);
        running.add(again);
        return again;
    }

    private ImitatedProvider provider() throws IOException {
        ImitatedProvider provider = new ImitatedProvider(CREDENTIAL);
        providers.add(provider);
        return provider;
    }

    private RunningCardea troubled(String scenario) throws IOException {
        RunningCardea cardea = start(scenario, "");
        ImitatedProvider provider = provider();
        String id = openAi(cardea, provider);
        switch (scenario) {
            case "D180" -> provider.accept("another credential");
            case "D224" -> {
                JsonNode held = cardea.admin("GET", "/admin/v1/credentials", "");
                JsonNode only = held.path("items").path(0);
                change(cardea, "credentials", only.path("id").asString(), "{\"enabled\":false}");
            }
            default -> {
                route(cardea, id);
                change(cardea, "providers", id, "{\"enabled\":false}");
            }
        }
        return cardea;
    }

    private RunningCardea start(String name, String yaml) {
        RunningCardea cardea =
                RunningCardea.start(
                        folder.resolve(name),
                        "checks: {credentials: 0s, status_pages: 0s}\n" + yaml);
        running.add(cardea);
        return cardea;
    }

    /// Sets up the provider of the scenarios, and tells its id.
    private static String openAi(RunningCardea cardea, ImitatedProvider provider) {
        String id =
                cardea.admin(
                                "POST",
                                "/admin/v1/providers",
                                """
                                {"name":"openai","dialect":"openai","base_url":"%s",\
                                "models":["m1","m2","gpt-4","gpt-3"],"unlisted_models":false}\
                                """
                                        .formatted(provider.baseUrl()))
                        .path("id")
                        .asString();
        cardea.admin(
                "POST",
                "/admin/v1/credentials",
                "{\"provider\":\"%s\",\"name\":\"main\",\"secret\":\"%s\"}"
                        .formatted(id, CREDENTIAL));
        return id;
    }

    private static void route(RunningCardea cardea, String provider) {
        cardea.admin(
                "POST",
                "/admin/v1/routes",
                "{\"name\":\"m1\",\"targets\":[{\"provider\":\"%s\",\"model\":\"m1\"}]}"
                        .formatted(provider));
    }

    private static void change(RunningCardea cardea, String kind, String id, String patch) {
        String path = "/admin/v1/" + kind + "/" + id;
        long revision = cardea.admin("GET", path, "").path("revision").asLong();
        cardea.admin("PATCH", path, patch, "if-match", "\"" + revision + "\"");
    }

    @Override
    public void close() {
        running.forEach(RunningCardea::close);
        providers.forEach(ImitatedProvider::close);
    }
}
