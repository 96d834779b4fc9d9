package dev.cardea.dialect.kept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptThingTest {
    @Test
    void itsOwnIdsAreFoundWhereverTheAnswerIsCut() {
        byte[] json =
                "{\"x\":{\"id\":\"no\"},\"id\":\"batch_1\",\"output_file_id\":\"file-2\",\"error_file_id\":null,\"list\":[\"id\"]}"
                        .getBytes(UTF_8);
        for (int cut = 0; cut <= json.length; cut++) {
            KeptThing thing = new KeptThing();
            thing.feed(json, 0, cut);
            thing.feed(json, cut, json.length - cut);
            assertThat(thing.ids()).containsExactly("batch_1", "file-2");
        }
    }

    @Test
    void whatIsNoJsonHasNone() {
        KeptThing thing = new KeptThing();
        thing.feed("<html>\"id\":\"x\"".getBytes(UTF_8), 0, 14);
        assertThat(thing.ids()).isEmpty();
    }
}
