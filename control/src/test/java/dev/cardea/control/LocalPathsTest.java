package dev.cardea.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.admission.Admission;
import dev.cardea.admission.Reach;
import dev.cardea.model.Application;
import dev.cardea.model.Caller;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.LocalEndpoint.Access;
import dev.cardea.model.LocalEndpoint.Answer;
import dev.cardea.model.Operation;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.RequestFields;
import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalPathsTest {
    private final Installed installed = new Installed();

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void everyPublicCodeHasAPageThatSaysWhatToDo() {
        ReasonPages pages = new ReasonPages();
        for (Reason reason : Reasons.all()) {
            Answer page = ask(pages, "/errors/" + reason.publicCode(), Dialect.REST, null);

            assertThat(page.status()).as(reason.publicCode()).isEqualTo(200);
            String html = text(page);
            assertThat(html)
                    .contains("<h1>" + reason.publicCode() + "</h1>", "What to do", "lang=\"en\"")
                    .doesNotContain("<script");
            assertThat(html.substring(html.indexOf("<main>"))).doesNotContain("{");
        }
    }

    @Test
    void aPageTellsNoMoreThanARefusalTellsAStranger() {
        ReasonPages pages = new ReasonPages();
        for (Reason reason : Reasons.all()) {
            if (!reason.code().equals(reason.publicCode())) {
                assertThat(ask(pages, "/errors/" + reason.code(), Dialect.REST, null).status())
                        .as(reason.code())
                        .isEqualTo(Reasons.withPublicCode(reason.code()).isEmpty() ? 404 : 200);
            }
        }
    }

    @Test
    void aPageLeavesOutWhatIsSuggestedToOneCallOnly() {
        assertThat(text(ask(new ReasonPages(), "/errors/API_NOT_FOUND", Dialect.REST, null)))
                .contains("<p>No API is published at this path.</p>");
    }

    @Test
    void theIndexNamesEveryPublicCode() {
        String index = text(ask(new ReasonPages(), "/errors", Dialect.REST, null));

        assertThat(Reasons.all())
                .allSatisfy(it -> assertThat(index).contains("/errors/" + it.publicCode() + "\""));
    }

    @Test
    void anUnknownCodeIsNotRepeated() {
        Answer page = ask(new ReasonPages(), "/errors/<script>x</script>", Dialect.REST, null);

        assertThat(page.status()).isEqualTo(404);
        assertThat(text(page)).doesNotContain("script");
    }

    @Test
    void otherPathsAndMethodsAreNotClaimed() {
        assertThat(new ReasonPages().access("GET", "/errorsome")).isEmpty();
        assertThat(new ReasonPages().access("POST", "/errors")).isEmpty();
        assertThat(new Health(() -> true).access("GET", "/healthzz")).isEmpty();
        assertThat(models().access("GET", "/v1/models")).contains(Access.ADMITTED);
        assertThat(models().access("POST", "/v1/models")).isEmpty();
    }

    @Test
    void aNodeThatDrainsIsAliveButNotReady() {
        AtomicBoolean ready = new AtomicBoolean(true);
        Health health = new Health(ready::get);

        assertThat(ask(health, "/readyz", Dialect.REST, null).status()).isEqualTo(200);
        ready.set(false);
        assertThat(ask(health, "/readyz", Dialect.REST, null).status()).isEqualTo(503);
        assertThat(ask(health, "/healthz", Dialect.REST, null).status()).isEqualTo(200);
    }

    @Test
    void aKeySeesTheModelsThatItMayCallAndNoOthers() {
        provider("one", Dialect.OPENAI, "m-allowed", "m-other");

        String list =
                text(ask(models(), "/v1/models", Dialect.OPENAI, caller(Grants.models("m-a*"))));

        assertThat(list)
                .isEqualTo(
                        "{\"object\":\"list\",\"data\":[{\"id\":\"m-allowed\",\"object\":\"model\",\"created\":0,\"owned_by\":\"one\"}]}");
    }

    @Test
    void theListSpeaksTheFormatOfTheCaller() {
        provider("two", Dialect.ANTHROPIC, "claude-x");
        provider("three", Dialect.GEMINI, "gemini-x");
        Caller caller = caller(Grants.ALL);

        assertThat(text(ask(models(), "/v1/models", Dialect.ANTHROPIC, caller)))
                .contains("\"type\":\"model\",\"id\":\"claude-x\"", "\"has_more\":false")
                .contains("\"first_id\":\"claude-x\"")
                .doesNotContain("gemini-x");
        assertThat(text(ask(models(), "/v1beta/models", Dialect.GEMINI, caller)))
                .contains("\"name\":\"models/gemini-x\"");
    }

    private ModelLists models() {
        return new ModelLists(Admission.reaching(Reach.SAME_DIALECT), InstantSource.system());
    }

    private void provider(String name, Dialect dialect, String... models) {
        var provider =
                installed
                        .control
                        .createProvider()
                        .create(
                                Installed.ADMIN,
                                new ProviderDraft(
                                        Optional.empty(),
                                        name,
                                        dialect,
                                        URI.create("https://up.example/v1"),
                                        List.of(models),
                                        true,
                                        List.of(),
                                        false,
                                        false,
                                        Optional.empty(),
                                        true))
                        .entity();
        installed
                .control
                .addCredential()
                .add(
                        Installed.ADMIN,
                        provider.id(),
                        new CredentialDraft("main", 1, 0, 0, List.of(), true),
                        new SecretText("sk-0123456789"),
                        CredentialTrial.NONE);
    }

    private Caller caller(Grants grants) {
        Application application = installed.snapshot().applications().get(FirstStart.APPLICATION);
        Key key =
                installed.snapshot().keysByHash().get(Sha256.of(installed.first.secret().reveal()));
        return new Caller(
                key,
                installed.snapshot().owners().get(FirstStart.OWNER),
                new Application(
                        application.id(),
                        application.team(),
                        application.name(),
                        application.state(),
                        grants,
                        application.revision()),
                installed.snapshot().teams().get(FirstStart.TEAM),
                installed.snapshot().organizations().get(FirstStart.ORGANIZATION));
    }

    private Answer ask(
            LocalEndpoint endpoint, String path, Dialect dialect, @Nullable Caller caller) {
        return endpoint.answer(
                new LocalEndpoint.Request(
                        new Operation(
                                Endpoint.UNKNOWN, dialect, "GET", path, true, Optional.empty()),
                        "GET",
                        path,
                        "",
                        new NoFields(),
                        Optional.ofNullable(caller),
                        Optional.of(installed.snapshot())));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static final class NoFields implements RequestFields {
        @Override
        public @Nullable String first(String lowerCaseName) {
            return null;
        }

        @Override
        public int count(String lowerCaseName) {
            return 0;
        }

        @Override
        public List<String> all(String lowerCaseName) {
            return List.of();
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }
}
