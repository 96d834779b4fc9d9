package dev.cardea.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private final SplittableRandom random = new SplittableRandom(11);

    private KeySecret secret(long end) {
        return new KeySecret(
                new Sha256(
                        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                end);
    }

    private static Key key(int number, KeySecret secret) {
        return new Key(
                new KeyId("key_abc" + number),
                new OrganizationId("org_1"),
                null,
                null,
                "Key",
                Environment.LIVE,
                KeyType.SECRET,
                KeyState.ACTIVE,
                List.of(secret),
                0,
                Long.MAX_VALUE,
                Grants.ALL,
                true,
                1);
    }

    @Test
    void findsWhatWasPutInByChangesAndAtOnce() {
        KeyIndex grown = KeyIndex.empty();
        var builder = new KeyIndex.Builder(0);
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            KeySecret secret = secret(i);
            Key key = key(i, secret);
            keys.add(key);
            grown = grown.with(secret, key);
            builder.put(secret, key);
        }

        for (KeyIndex index : List.of(grown, builder.build())) {
            assertThat(index.size()).isEqualTo(5_000);
            for (int i = 0; i < 5_000; i++) {
                Sha256 hash = keys.get(i).secrets().getFirst().hash();
                assertThat(index.get(hash)).isSameAs(keys.get(i));
                assertThat(index.worksUntilMicros(hash)).isEqualTo(i);
            }
            assertThat(index.get(secret(0).hash())).isNull();
            assertThat(index.worksUntilMicros(secret(0).hash())).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void everyVersionStaysAsItWas() {
        KeySecret secret = secret(Long.MAX_VALUE);
        Key one = key(1, secret);
        Key two = key(2, secret);
        KeyIndex first = KeyIndex.empty().with(secret, one);
        KeyIndex second = first.with(new KeySecret(secret.hash(), 7), two);
        KeyIndex third = second.without(secret.hash());

        assertThat(first.get(secret.hash())).isSameAs(one);
        assertThat(first.worksUntilMicros(secret.hash())).isEqualTo(Long.MAX_VALUE);
        assertThat(second.get(secret.hash())).isSameAs(two);
        assertThat(second.worksUntilMicros(secret.hash())).isEqualTo(7);
        assertThat(second.size()).isEqualTo(1);
        assertThat(third.get(secret.hash())).isNull();
        assertThat(third.size()).isZero();
        assertThat(third.without(secret.hash())).isSameAs(third);
    }

    /// Random changes, compared with a map of the JDK.
    @Test
    void behavesLikeAMap() {
        KeyIndex index = KeyIndex.empty();
        Map<Sha256, Key> expected = new HashMap<>();
        List<KeySecret> secrets = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (secrets.isEmpty() || random.nextInt(3) > 0) {
                KeySecret secret = secret(i);
                secrets.add(secret);
                Key key = key(i, secret);
                index = index.with(secret, key);
                expected.put(secret.hash(), key);
            } else {
                Sha256 gone = secrets.get(random.nextInt(secrets.size())).hash();
                index = index.without(gone);
                expected.remove(gone);
            }
        }
        Map<Sha256, Key> found = new HashMap<>();
        index.forEach(found::put);

        assertThat(found).isEqualTo(expected);
        assertThat(index.size()).isEqualTo(expected.size());
        for (KeySecret secret : secrets) {
            assertThat(index.get(secret.hash())).isSameAs(expected.get(secret.hash()));
        }
    }
}
