package dev.cardea.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptPathTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/files, false, FILES, '', '', 'POST GET'",
        "/v1/files, true, ANTHROPIC_FILES, '', '', 'POST GET'",
        "/v1/files/a%2Db, false, FILES, a-b, '', 'GET DELETE'",
        "/v1/files/a/content, true, ANTHROPIC_FILES, a, content, GET",
        "/v1/responses/r, true, STORED_RESPONSES, r, '', 'GET DELETE'",
        "/v1/responses/r/cancel, false, STORED_RESPONSES, r, cancel, POST",
        "/v1/responses/r/input_items, false, STORED_RESPONSES, r, input_items, GET"
    })
    void pathsAreReadForWhatIsKeptThere(
            String path,
            boolean anthropic,
            Endpoint endpoint,
            String id,
            String part,
            String methods) {
        KeptPath kept = KeptPath.of(path, anthropic).orElseThrow();

        assertThat(kept).isEqualTo(new KeptPath(endpoint, id, part));
        assertThat(kept.methods()).containsExactly(methods.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/files/",
                "/v1/filesystem",
                "/v1/files/a/b",
                "/v1/files/a/content/",
                "/v1/responses",
                "/v1/responses/compact",
                "/v2/files"
            })
    void atOtherPathsNothingIsKept(String path) {
        assertThat(KeptPath.of(path, false)).isEqualTo(Optional.empty());
    }

    @Test
    void aCallSaysWhetherItMakesOrLists() {
        KeptPath all = new KeptPath(Endpoint.FILES, "", "");
        KeptPath one = new KeptPath(Endpoint.FILES, "a", "");
        assertThat(all.makes("POST") && all.lists("GET")).isTrue();
        assertThat(one.makes("POST") || one.lists("GET")).isFalse();
        assertThat(one.namesThing()).isTrue();
    }
}
