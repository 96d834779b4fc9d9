package dev.cardea.dialect.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.classify.Samples.Sample;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderSamplesTest {

    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachRecordedAnswerGetsOneOfItsReasons(Sample sample) {
        Verdict verdict = sample.classified();
        assertThat(sample.expected()).as(verdict.toString()).contains(Samples.code(verdict));
        assertThat(verdict.finding().evidence()).isNotBlank();
    }
}
