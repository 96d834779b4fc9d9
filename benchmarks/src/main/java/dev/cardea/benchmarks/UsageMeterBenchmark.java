package dev.cardea.benchmarks;

import dev.cardea.dialect.usage.UsageMeter;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Finding the usage in an answer as it passes: a whole one of 0.6 kB, and per event of a stream.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UsageMeterBenchmark {
    private static final int EVENTS = 100;

    private final byte[] answer =
            utf8(
                    "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1763800000,\"model\":\"gpt-5-2025-08-07\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Air scatters short waves of light more than long ones, so blue light reaches the eye from everywhere in the sky.\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":80,\"completion_tokens\":32,\"total_tokens\":112,\"prompt_tokens_details\":{\"cached_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0}},\"service_tier\":\"default\"}");
    private final byte[] event =
            utf8(
                    "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1763800000,\"model\":\"gpt-5-2025-08-07\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"token \"},\"finish_reason\":null}]}\n\n");
    private final byte[] last =
            utf8(
                    "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1763800000,\"model\":\"gpt-5-2025-08-07\",\"choices\":[],\"usage\":{\"prompt_tokens\":80,\"completion_tokens\":100,\"total_tokens\":180}}\n\ndata: [DONE]\n\n");

    @Benchmark
    public Usage wholeAnswer(Blackhole sink) {
        var meter = UsageMeter.of(Dialect.OPENAI, Endpoint.CHAT_COMPLETIONS, false, false);
        meter.feed(answer, 0, answer.length, (bytes, _, _) -> sink.consume(bytes));
        meter.end((bytes, _, _) -> sink.consume(bytes));
        return meter.usage(500);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Usage event(Blackhole sink) {
        return stream(sink, false);
    }

    /// The same where the usage chunk is kept from the client.
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Usage eventWithHiddenUsage(Blackhole sink) {
        return stream(sink, true);
    }

    private Usage stream(Blackhole sink, boolean hide) {
        var meter = UsageMeter.of(Dialect.OPENAI, Endpoint.CHAT_COMPLETIONS, true, hide);
        UsageMeter.Passage passage = (bytes, _, _) -> sink.consume(bytes);
        for (int i = 1; i < EVENTS; i++) {
            meter.feed(event, 0, event.length, passage);
        }
        meter.feed(last, 0, last.length, passage);
        meter.end(passage);
        return meter.usage(500);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
