package dev.cardea.admin.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.control.KeyDraft;
import dev.cardea.control.OrganizationDraft;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Grants;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Network;
import dev.cardea.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StrictReaderTest {
    private static final OrganizationDraft DRAFT =
            new OrganizationDraft(
                    "Acme",
                    Lifecycle.SUSPENDED,
                    Disclosure.STRICT,
                    new Grants(
                            List.of("gpt-*"),
                            List.of(),
                            List.of("models:invoke"),
                            List.of(Network.parse("10.0.0.0/8")),
                            List.of()));

    @Test
    void whatWasWrittenReadsBack() {
        assertThat(StrictReader.read(OrganizationDraft.class, TreeWriter.write(DRAFT)))
                .isEqualTo(DRAFT);
    }

    @Test
    void membersAreInSnakeCaseAndWordsInLowerCase() {
        assertThat(new String(Json.bytes(TreeWriter.write(DRAFT)), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {"name":"Acme","state":"suspended","disclosure":"strict",\
                        "grants":{"models":["gpt-*"],"endpoints":[],"scopes":["models:invoke"],\
                        "allowed_networks":["10.0.0.0/8"],"blocked_networks":[]}}\
                        """);
    }

    @Test
    void anUnknownMemberIsRefusedWithTheNearestNameAndItsPlace() {
        fault(
                "{\"name\":\"a\",\"state\":\"active\",\"disclosure\":\"open\",\"grants\":{\"modles\":[]}}",
                ShapeFault.Kind.UNKNOWN_MEMBER,
                "/grants/modles",
                "this member isn't known; did you mean models?");
    }

    @Test
    void aWrongTypeSaysWhatWasFoundAndExpected() {
        fault(
                "{\"name\":5}",
                ShapeFault.Kind.WRONG_TYPE,
                "/name",
                "expected a text, found a number");
        fault("[]", ShapeFault.Kind.WRONG_TYPE, "", "expected an object, found a list");
        fault(
                "{\"name\":\"a\",\"state\":\"active\",\"disclosure\":\"open\",\"grants\":{\"models\":[1]}}",
                ShapeFault.Kind.WRONG_TYPE,
                "/grants/models/0",
                "expected a text, found a number");
    }

    @Test
    void aWordOutsideTheListIsRefusedWithTheNearest() {
        fault(
                "{\"name\":\"a\",\"state\":\"actve\"}",
                ShapeFault.Kind.WRONG_VALUE,
                "/state",
                "this word isn't known; did you mean active?");
    }

    @Test
    void aMissingMemberIsNamed() {
        fault("{}", ShapeFault.Kind.MISSING_MEMBER, "/name", "the member name is missing");
    }

    @Test
    void aValueThatCannotBeReadIsNotRepeated() {
        assertThatThrownBy(() ->
                        StrictReader.read(
                                KeyDraft.class,
                                parse("{\"application\":\"sk-secret-in-the-wrong-place\"}")))
                .isInstanceOf(ShapeFault.class)
                .hasMessage("expected an id");
    }

    @Test
    void aMemberThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> parse("{\"name\":\"a\",\"name\":\"b\"}"))
                .isInstanceOf(ShapeFault.class)
                .hasMessageStartingWith("a member is there twice at line 1");
    }

    @Test
    void whatIsNotJsonSaysWhereItStopsBeingJson() {
        assertThatThrownBy(() -> parse("{\"name\":}"))
                .isInstanceOf(ShapeFault.class)
                .hasMessageStartingWith("this isn't JSON at line 1, column 9");
        assertThatThrownBy(() -> parse("{} {}")).isInstanceOf(ShapeFault.class);
        assertThatThrownBy(() -> parse("")).isInstanceOf(ShapeFault.class);
        assertThatThrownBy(() -> parse("[".repeat(100))).isInstanceOf(ShapeFault.class);
    }

    @Test
    void aPatchMergesDeepAndNullTakesAway() {
        var merged =
                Json.merged(
                        parse("{\"a\":{\"b\":1,\"c\":2},\"d\":[1,2]}"),
                        parse("{\"a\":{\"b\":null,\"e\":3},\"d\":[3]}"));

        assertThat(merged).isEqualTo(parse("{\"a\":{\"c\":2,\"e\":3},\"d\":[3]}"));
    }

    @Test
    void aRecordThatHoldsAHashHasNoShape() {
        assertThatThrownBy(() -> Shapes.of(HoldsHash.class))
                .isInstanceOf(IllegalStateException.class);
    }

    record HoldsHash(Sha256 hash) {}

    private static void fault(String json, ShapeFault.Kind kind, String pointer, String message) {
        assertThatThrownBy(() -> StrictReader.read(OrganizationDraft.class, parse(json)))
                .isInstanceOfSatisfying(
                        ShapeFault.class,
                        fault -> {
                            assertThat(fault.kind()).isEqualTo(kind);
                            assertThat(fault.pointer()).isEqualTo(pointer);
                            assertThat(fault).hasMessage(message);
                        });
    }

    private static JsonNode parse(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
