package dev.cardea.benchmarks.fuzz;

import dev.cardea.dialect.translate.Answers;
import dev.cardea.dialect.translate.Options;
import dev.cardea.dialect.translate.Translation;
import dev.cardea.dialect.translate.Translator;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// An endpoint and a provider's dialect between which there is a translator.
record Pair(Endpoint endpoint, Dialect provider, Translator translator) {
    static final Options OPTIONS = Options.of("fuzz", 1_800_000_000);
    private static final List<Pair> ALL = all();
    private static final List<Pair> STREAMED =
            ALL.stream().filter(pair -> !hello(pair.endpoint).isEmpty()).toList();

    private static List<Pair> all() {
        List<Pair> pairs = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            for (Dialect provider : Dialect.values()) {
                Translator.of(endpoint.dialect(), endpoint, provider)
                        .ifPresent(
                                translator -> pairs.add(new Pair(endpoint, provider, translator)));
            }
        }
        return pairs;
    }

    /// The pair that the first two bytes choose.
    static Pair of(byte[] input) {
        return ALL.get(first(input) % ALL.size());
    }

    /// The numbers that choose the pairs that fit.
    static List<Integer> choices(Predicate<Pair> fit) {
        List<Integer> choices = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            if (fit.test(ALL.get(i))) {
                choices.add(i);
            }
        }
        return choices;
    }

    static int first(byte[] input) {
        return input.length < 2 ? 0 : ((input[0] & 0xff) << 8) | (input[1] & 0xff);
    }

    /// What reads the provider's answers to the smallest call; of a conversation when the endpoint has
    /// another kind.
    Answers answers() {
        String hello = hello(endpoint);
        if (hello.isEmpty()) {
            return STREAMED.get(Math.floorMod(provider.name().hashCode(), STREAMED.size()))
                    .answers();
        }
        byte[] body = hello.getBytes(StandardCharsets.UTF_8);
        return ((Translation.Translated)
                        translator.request(
                                body, 0, body.length, "model-1", OPTIONS.streamByPath(true)))
                .answers();
    }

    private static String hello(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS, MESSAGES ->
                    """
                    {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}\
                    """;
            case RESPONSES ->
                    """
                    {"model":"m","input":"hi","tools":[{"type":"custom","name":"patch"}]}\
                    """;
            case COMPLETIONS -> "{\"model\":\"m\",\"prompt\":\"hi\"}";
            case GENERATE_CONTENT, STREAM_GENERATE_CONTENT ->
                    "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}";
            default -> "";
        };
    }
}
