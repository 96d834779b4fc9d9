package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Disclosure;
import dev.cardea.model.Grants;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelAsk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What callers of a path learn at which nothing is published.
class NearestPathTest {
    private final World world = new World();

    private String told(String path) {
        return Judged.of(world, Request.bearer(world.key).on("POST", path).ask(ModelAsk.NOT_NEEDED))
                .told()
                .told();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v1/v1/chat/completions      | Did you mean /v1/chat/completions? The base URL ends in a version, and the client adds /v1 to it: leave it out of the base URL.
                    /chat/completions            | Did you mean /v1/chat/completions? /v1 is missing: let the base URL end in it.
                    /v1/chat/completions/        | Did you mean /v1/chat/completions? Paths are taken letter by letter.
                    /openai/v1/responses         | Did you mean /v1/responses? Something else stands before it: correct the client's base URL.
                    /models/secret:countTokens   | Did you mean /v1beta/models/MODEL:countTokens? /v1beta is missing: let the base URL end in it.
                    /v1/chat/completion          | Did you mean /v1/chat/completions?
                    /v1/embedings                | Did you mean /v1/embeddings?
                    """)
    void thePathThatWasMeantIsNamed(String path, String hint) {
        assertThat(told(path)).isEqualTo("No API is published at this path. " + hint);
    }

    @Test
    void whatResemblesNothingIsJustNotThere() {
        assertThat(told("/v1/threads")).isEqualTo("No API is published at this path.");
        assertThat(told("/" + "x".repeat(8_000))).isEqualTo("No API is published at this path.");
        assertThat(told("/pass/nobody/v1/chat/completions"))
                .isEqualTo("No API is published at this path.");
    }

    @Test
    void whereTheClassOnlyIsToldThereIsNoHint() {
        world.organization(Lifecycle.ACTIVE, Disclosure.STRICT, Grants.ALL);
        assertThat(told("/chat/completions")).isEqualTo("No API is published at this path.");
    }
}
