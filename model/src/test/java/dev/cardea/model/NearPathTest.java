package dev.cardea.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearPathTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/v1/chat/completions, CHAT_COMPLETIONS, VERSION_TWICE",
        "/v1/v1/messages, MESSAGES, VERSION_TWICE",
        "/v1/v1beta/models/m:generateContent, GENERATE_CONTENT, VERSION_TWICE",
        "/v1/v1/files/file_1, FILES, VERSION_TWICE",
        "/chat/completions, CHAT_COMPLETIONS, VERSION_MISSING",
        "/messages, MESSAGES, VERSION_MISSING",
        "/models, MODELS, VERSION_MISSING",
        "/models/m:generateContent, GENERATE_CONTENT, VERSION_MISSING",
        "//v1/chat/completions, CHAT_COMPLETIONS, WRITTEN_OTHERWISE",
        "/v1//chat/completions/, CHAT_COMPLETIONS, WRITTEN_OTHERWISE",
        "/v1/responses/, RESPONSES, WRITTEN_OTHERWISE",
        "/v1/%63hat%2Fcompletions, CHAT_COMPLETIONS, WRITTEN_OTHERWISE",
        "/V1/Chat/Completions, CHAT_COMPLETIONS, WRITTEN_OTHERWISE",
        "/api/v1/chat/completions, CHAT_COMPLETIONS, STRANGE_BEGINNING",
        "/anthropic/v1/messages, MESSAGES, STRANGE_BEGINNING",
        "/openai/deployments/m/chat/completions, CHAT_COMPLETIONS, STRANGE_BEGINNING",
    })
    void itTellsWhatIsWrongWithAPath(String path, Endpoint endpoint, NearPath.Slip slip) {
        assertThat(NearPath.of(path)).contains(new NearPath(endpoint, slip));
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/v1",
        "/v1/",
        "/favicon.ico",
        "/v1/threads/t/messages",
        "/api/v1/threads/t/messages",
        "/threads/t/messages",
        "/v1/fine_tuning/jobs",
        "/%",
        "/v1/chat"
    })
    void whatIsOfAnotherApiIsLeftAlone(String path) {
        assertThat(NearPath.of(path)).isEmpty();
    }

    @Test
    void nobodyIsMadeToWaitByALongPath() {
        assertThat(NearPath.of("/v".repeat(30_000) + "/v1/chat/completions")).isEmpty();
    }

    @Test
    void theRefusalIsInTheFormatOfThePathThatWasMeant() {
        RequestFields none = ModelTest.FIELDS_NONE;
        assertThat(Operation.of("POST", "/chat/completions", none).dialect())
                .isEqualTo(Dialect.OPENAI);
        assertThat(Operation.of("POST", "/v1/v1/messages", none).dialect())
                .isEqualTo(Dialect.ANTHROPIC);
        assertThat(Operation.of("POST", "/v1/threads/t/messages", none).dialect())
                .isEqualTo(Dialect.OPENAI);
    }
}
