package dev.cardea.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.Entity;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EntityCodecTest {
    private final EntityCodec codec = new EntityCodec();

    @Test
    void everyKindComesBackAsItWas() {
        List<Entity> entities = new ArrayList<>();
        Records.tenancy().forEach(write -> entities.add(write.entity().withRevision(3)));
        entities.add(Records.fullKey());
        entities.add(Records.route("route_fast", "fast"));
        assertThat(entities.stream().map(EntityKind::of)).contains(EntityKind.values());
        for (Entity entity : entities) {
            assertThat(codec.read(codec.write(entity))).isEqualTo(entity);
        }
    }

    @Test
    void whatIsUsualIsLeftOut() {
        assertThat(codec.write(Records.key(1).withRevision(9)))
                .isEqualTo(
                        """
                        {"kind":"key","id":"key_t3S0000000000001","revision":9,\
                        "organization":"org_acme","application":"app_chat","owner":"own_ada",\
                        "name":"key 1","environment":"live","type":"SECRET","state":"ACTIVE",\
                        "secrets":[{"hash":"%s"}]}\
                        """
                                .formatted(Records.key(1).secrets().getFirst().hash().hex()));
    }

    @Test
    void equalIdsOfOneLoadAreOneObject() {
        Key first = (Key) codec.read(codec.write(Records.key(1)));
        Key second = (Key) codec.read(codec.write(Records.key(2)));
        assertThat(second.organization()).isSameAs(first.organization());
        assertThat(second.owner()).isSameAs(first.owner());
        assertThat(second.application()).isSameAs(first.application());
        assertThat(second.grants()).isSameAs(Grants.ALL);
    }

    @Test
    void unknownMembersAreRefused() {
        String text = codec.write(Records.key(1));
        assertThatThrownBy(() -> codec.read(text.replace("\"owner\":", "\"owned\":")))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessage("a stored key has a member that this version doesn't know");
        assertThatThrownBy(() -> codec.read(text.replace("\"hash\":", "\"hush\":")))
                .isInstanceOf(StoreException.Corrupt.class);
        // A member of another kind is unknown, too.
        assertThatThrownBy(() -> codec.read(text.replace("\"name\":", "\"fingerprint\":")))
                .isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void whatDoesNotFitIsNamedWithoutItsValue() {
        String text = codec.write(Records.key(1));
        String hash = Records.key(1).secrets().getFirst().hash().hex();
        for (String broken :
                List.of(
                        text.replace("\"ACTIVE\"", "\"ALIVE\""),
                        text.replace("\"org_acme\"", "\"acme\""),
                        text.replace("\"org_acme\"", "17"),
                        text.replace("\"revision\":0", "\"revision\":\"0\""),
                        text.replace(hash, hash.substring(1)),
                        text.replace(hash, "x" + hash.substring(1)),
                        text.replace("\"name\":\"key 1\",", ""),
                        text.replace("\"name\":", "\"id\":\"key_x\",\"name\":"),
                        text.replace("\"secrets\":[{\"hash\":\"" + hash + "\"}]", "\"secrets\":[]"),
                        text.replace("\"secrets\":[{", "\"secrets\":[[{"),
                        text.replace("\"kind\":\"key\",", ""),
                        text.replace("\"kind\":\"key\"", "\"kind\":\"lock\""),
                        text.substring(0, text.length() - 1),
                        text + "{}",
                        "[]",
                        "null",
                        "")) {
            assertThatThrownBy(() -> codec.read(broken))
                    .as(broken)
                    .isInstanceOf(StoreException.Corrupt.class)
                    .hasMessageNotContaining(hash.substring(2, 20))
                    .hasNoCause();
        }
    }
}
