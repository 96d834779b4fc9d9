package dev.cardea.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC, https://host/v1, https://host",
        "ANTHROPIC, https://host/v1/, https://host",
        "ANTHROPIC, https://host/api/v1, https://host/api",
        "ANTHROPIC, https://host/api/, https://host/api/",
        "ANTHROPIC, https://host/v1?api-version=1, https://host/v1?api-version=1",
        "GEMINI, https://host/v1beta, https://host",
        "GEMINI, https://host/v1, https://host",
        "GEMINI, https://host/xv1beta, https://host/xv1beta",
        "OPENAI, https://host/v1, https://host/v1",
        "COHERE, https://host/v1, https://host/v1",
    })
    void aVersionThatThePathsBeginWithIsLeftOut(Dialect dialect, URI written, URI meant) {
        assertThat(dialect.unversioned(written)).isEqualTo(meant);
    }
}
