package dev.cardea.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class BenchTest {
    @Test
    void transportsAreNamedAsTheConfigurationNamesThem() {
        var parsed = Bench.commandLine().parseArgs("load", "--beside", "io_uring,EPOLL");

        assertThat(parsed.subcommand().matchedOption("--beside").getValue().toString())
                .isEqualToIgnoringCase("[io_uring, epoll]");
    }

    @Test
    void fuzzTargetsAreNamedInAnyCase() {
        assertThatCode(() -> Bench.commandLine().parseArgs("fuzz", "meter", "SCAN"))
                .doesNotThrowAnyException();
    }
}
