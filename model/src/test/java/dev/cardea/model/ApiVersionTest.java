package dev.cardea.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ApiVersionTest {
    private static final String AZURE = "https://our.openai.azure.com";

    @Test
    void isReadFromTheQuery() {
        assertThat(ApiVersion.of(URI.create(AZURE + "?api-version=2024-10-21")))
                .hasValue("2024-10-21");
        assertThat(ApiVersion.of(URI.create(AZURE))).isEmpty();
    }

    @Test
    void nothingElseMayStandThere() {
        assertThat(ApiVersion.isAllOfQuery(URI.create(AZURE))).isTrue();
        assertThat(ApiVersion.isAllOfQuery(URI.create(AZURE + "?api-version=2025-01-01-preview")))
                .isTrue();
        assertThat(ApiVersion.isAllOfQuery(URI.create(AZURE + "?key=secret"))).isFalse();
        assertThat(ApiVersion.isAllOfQuery(URI.create(AZURE + "?api-version=1&key=secret")))
                .isFalse();
    }
}
