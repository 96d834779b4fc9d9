package dev.cardea.dialect.classify;

import dev.cardea.model.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers that providers really gave, and what they mean.
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    static final List<Sample> ALL = List.copyOf(all());

    private Samples() {}

    record Sample(String provider, String name, int status, String body, List<String> expected) {
        @Override
        public String toString() {
            return provider + " " + name;
        }

        Sample withBody(String body) {
            return new Sample(provider, name, status, body, expected);
        }

        Verdict classified() {
            Knowledge knowledge =
                    name.equals("missing_key")
                            ? Knowledge.PLAIN.withoutCredential()
                            : Knowledge.PLAIN;
            return UpstreamClassifier.standard()
                    .classify(answer(provider, status, body, Map.of()), knowledge);
        }
    }

    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        try (var in = Samples.class.getResourceAsStream("provider-samples.json")) {
            for (JsonNode sample : JsonMapper.shared().readTree(in)) {
                List<String> expected = new ArrayList<>();
                sample.get("expected").forEach(code -> expected.add(code.asString()));
                samples.add(
                        new Sample(
                                sample.get("provider").asString(),
                                sample.get("case").asString(),
                                sample.get("status").asInt(),
                                sample.get("body").asString(),
                                expected));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    static UpstreamAnswer answer(
            String provider, int status, String body, Map<String, String> headers) {
        return new UpstreamAnswer(
                provider,
                Dialect.OPENAI,
                status,
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                NOW);
    }

    static String code(Verdict verdict) {
        return switch (verdict) {
            case Verdict.ProviderTrouble trouble -> trouble.reason().code();
            case Verdict.CallerRequest _ -> "CALLER_REQUEST";
        };
    }
}
