package dev.cardea.benchmarks;

import dev.cardea.dialect.scan.RequestScan;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Finding the model in a request's body and replacing it by splicing. With the model first, as
/// clients write it, and last, which makes the scan pass the whole body.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestScanBenchmark {
    @Param({"500", "33000"})
    private int bytes;

    @Param({"first", "last"})
    private String model;

    private byte[] body = {};

    @Setup
    public void prepare() {
        String name = "\"model\":\"openai/gpt-5\",";
        String text = "Why is the sky blue? \\\"Because\\\" is no answer. ";
        String messages =
                "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],"
                        .formatted(text.repeat(Math.max(1, (bytes - 100) / text.length())));
        String all =
                model.equals("first")
                        ? "{" + name + messages + "\"stream\":true}"
                        : "{" + messages + name + "\"stream\":true}";
        body = all.getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public RequestScan scan() {
        return RequestScan.scan(body, 0, body.length, Endpoint.CHAT_COMPLETIONS);
    }

    @Benchmark
    public byte[] scanAndSplice() {
        return switch (scan()) {
            case RequestScan.Found found -> found.splice("gpt-5", true).apply(body, 0, body.length);
            case RequestScan.Broken broken -> throw new IllegalStateException(broken.toString());
        };
    }
}
