package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Credential;
import dev.cardea.model.Credential.Presented;
import dev.cardea.model.Credential.Unusable;
import dev.cardea.model.Decision;
import dev.cardea.model.KeyType;
import dev.cardea.model.Refusal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is sent as a credential, no four characters of it that Cardea's own words don't hold come
/// back, and none is kept.
class NothingSentIsEchoedTest {
    private static final List<String> PLACES =
            List.of(
                    "Authorization",
                    "x-api-key",
                    "apikey",
                    "Cookie",
                    "X-Odd",
                    "Proxy-Authorization");
    private static final List<String> SCHEMES =
            List.of("Bearer ", "", "Basic ", "Token ", "bearer  ");

    @Property(tries = 1500)
    void inTheRefusal(@ForAll("marks") String mark, @ForAll("wrappings") String wrapping) {
        World world = new World();
        for (String place : PLACES) {
            for (String scheme : SCHEMES) {
                Request request = Request.chat().field(place, scheme + wrapping.replace("#", mark));
                Judged judged = Judged.of(world, request);
                if (judged.decision() instanceof Decision.Deny(Refusal refusal)) {
                    assertThat(judged.everythingTold()).doesNotContain(mark);
                    assertThat(refusal.words().toString()).doesNotContain(mark);
                }
                assertThat(judged.explanation().checks().toString()).doesNotContain(mark);
                assertThat(kept(request.credential())).doesNotContain(mark);
            }
        }
    }

    private static String kept(Credential credential) {
        return switch (credential) {
            case Unusable it -> it.toString();
            case Presented(_, _, _, var fault) -> fault.toString();
        };
    }

    /// Letters that none of Cardea's own words hold in a row.
    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.strings().withChars("QZJKWXq").ofLength(7);
    }

    @Provide
    Arbitrary<String> wrappings() {
        return Combinators.combine(
                        Arbitraries.of(
                                "",
                                "cda_live_sk_",
                                "cda_",
                                "sk-proj-",
                                "AKIA",
                                "key_",
                                "\"",
                                "$",
                                "\u200B",
                                "CDA_LIVE_",
                                "{{"),
                        Arbitraries.of(
                                "#",
                                "#\u0430",
                                "# #",
                                "#%5F",
                                "#…",
                                "#\"",
                                "#_#",
                                "#\u0007",
                                World.fabricated("live", KeyType.SECRET, World.newId()) + "#"))
                .as((before, after) -> before + after);
    }
}
