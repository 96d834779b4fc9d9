package dev.cardea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelTest {
    static final RequestFields FIELDS_NONE =
            new RequestFields() {
                @Override
                public String first(String lowerCaseName) {
                    return null;
                }

                @Override
                public int count(String lowerCaseName) {
                    return 0;
                }

                @Override
                public List<String> names() {
                    return List.of();
                }

                @Override
                public List<String> all(String lowerCaseName) {
                    return List.of();
                }
            };

    private final SecureRandom random = new SecureRandom();

    @Test
    void onlyAddressesOfMachinesOnTheInternetArePublic() {
        assertThat(List.of("8.8.8.8", "203.0.114.5", "2a00:1450:4001::5", "2002:808:808::1"))
                .allMatch(it -> Address.parse(it).orElseThrow().isPublic());
        assertThat(
                        List.of(
                                "127.0.0.1",
                                "10.1.2.3",
                                "169.254.169.254",
                                "100.64.0.1",
                                "0.0.0.0",
                                "192.0.0.8",
                                "224.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "fd00::1",
                                "fe80::1",
                                "ff02::1",
                                "64:ff9b::7f00:1",
                                "2002:7f00:1::1",
                                "::ffff:127.0.0.1"))
                .noneMatch(it -> Address.parse(it).orElseThrow().isPublic());
    }

    @Test
    void namesAndAddressesAroundThisMachineAreNear() {
        assertThat(
                        List.of(
                                "localhost",
                                "echo.LOCALHOST",
                                "db.internal",
                                "nas.local",
                                "router",
                                "127.0.0.1",
                                "10.1.2.3",
                                "169.254.169.254",
                                "[::1]",
                                "[fd00::1]",
                                "0.0.0.0",
                                "2130706433",
                                "localhost."))
                .allMatch(Address::isNear);
        assertThat(List.of("api.example.com", "8.8.8.8", "localhost.example.com", "[2606::1]"))
                .noneMatch(Address::isNear);
    }

    @Test
    void everyReasonIsCompleteAndItsWordsAreFilledIn() {
        assertThat(Reasons.all()).hasSizeGreaterThan(160);
        assertThat(Reasons.all())
                .allSatisfy(reason -> {
                    assertThat(reason.told()).as(reason.code()).isNotBlank();
                    assertThat(reason.fix()).as(reason.code()).isNotBlank();
                    assertThat(reason.status()).isBetween(400, 599);
                    assertThat(Reasons.withPublicCode(reason.publicCode())).contains(reason);
                });
        assertThat(Reasons.of("KEY_EXPIRED").told(Map.of("time", "noon")))
                .isEqualTo("The key expired at noon.");
    }

    @Test
    void anIssuedKeyReadsBackAndEverySingleSubstitutionIsSeen() {
        KeyText key = new KeyText(Environment.LIVE, KeyType.SECRET, KeyText.newId("abc", random));
        String text = key.issue(random);
        assertThat(KeyText.parse(text)).contains(key);
        assertThat(key.tag()).isEqualTo("abc");
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.parse(text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
        }
    }

    @Test
    void anIndexAgreesWithAHashMapWhateverIsDoneToIt() {
        Map<String, Integer> expected = new HashMap<>();
        Index<String, Integer> index = Index.empty();
        Random dice = new Random(7);
        for (int i = 0; i < 30_000; i++) {
            String key = "k" + dice.nextInt(9_000);
            if (dice.nextInt(4) == 0) {
                expected.remove(key);
                index = index.without(key);
            } else {
                expected.put(key, i);
                index = index.with(key, i);
            }
        }
        assertThat(index.size()).isEqualTo(expected.size());
        Map<String, Integer> found = new HashMap<>();
        index.forEach(found::put);
        assertThat(found).isEqualTo(expected);
        assertThat(index.get("k-1")).isNull();
    }

    @Test
    void anOlderIndexKeepsWhatItHad() {
        Index<String, Integer> before =
                new Index.Builder<String, Integer>().put("a", 1).put("b", 2).build();
        Index<String, Integer> after = before.with("a", 3).without("b");
        assertThat(before.get("a")).isEqualTo(1);
        assertThat(before.get("b")).isEqualTo(2);
        assertThat(after.get("a")).isEqualTo(3);
        assertThat(after.get("b")).isNull();
    }

    @Test
    void addressesReadAndWriteInBothSpellings() {
        assertThat(Address.parse("203.0.113.5")).isEqualTo(Address.parse("::ffff:203.0.113.5"));
        assertThat(Address.parse("2001:DB8:0:0::7").orElseThrow()).hasToString("2001:db8::7");
        assertThat(Address.parse("[::1]:8080").orElseThrow().isLoopback()).isTrue();
        assertThat(Address.parse("1.2.3.4:80").orElseThrow()).hasToString("1.2.3.4");
        assertThat(Address.parse("::").orElseThrow()).hasToString("::");
        for (String wrong :
                new String[] {"", "1.2.3", "1.2.3.256", "01.2.3.4", "::1::2", "g::", "1:2"}) {
            assertThat(Address.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void networksContainWhatTheirPrefixSays() {
        Network v4 = Network.parse("203.0.113.0/24");
        assertThat(v4.contains(Address.parse("203.0.113.255").orElseThrow())).isTrue();
        assertThat(v4.contains(Address.parse("203.0.114.0").orElseThrow())).isFalse();
        assertThat(v4.contains(Address.parse("2001:db8::7").orElseThrow())).isFalse();
        assertThat(Network.parse("0.0.0.0/0").contains(Address.parse("::1").orElseThrow()))
                .isFalse();
        assertThat(Network.parse("2001:db8::/32")).hasToString("2001:db8::/32");
        assertThat(v4).hasToString("203.0.113.0/24");
        assertThatThrownBy(() -> Network.parse("1.2.3.4/33")).hasMessageContaining("0 to 32");
    }

    @Test
    void aHashReadsBackAndShowsOnlyItsBeginning() {
        Sha256 hash = Sha256.of("abc");
        assertThat(hash.hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Sha256.parse(hash.hex())).isEqualTo(hash);
        assertThat(hash.toString()).hasSizeLessThan(24);
    }

    @Test
    void geminiPathsNameTheirModel() {
        Operation operation =
                Operation.of("POST", "/v1/models/llama3%3A8b:generateContent", FIELDS_NONE);
        assertThat(operation.endpoint()).isEqualTo(Endpoint.GENERATE_CONTENT);
        assertThat(operation.modelInPath()).contains("llama3:8b");
        assertThat(
                        Operation.of(
                                        "POST",
                                        "/v1beta/models/openai/gpt-5:streamGenerateContent",
                                        FIELDS_NONE)
                                .modelInPath())
                .contains("openai/gpt-5");
        assertThat(Operation.of("GET", "/v1beta/models", FIELDS_NONE).dialect())
                .isEqualTo(Dialect.GEMINI);
        Operation bare =
                Operation.of("POST", "/v1beta/google/gemini-2:streamGenerateContent", FIELDS_NONE);
        assertThat(bare.endpoint()).isEqualTo(Endpoint.STREAM_GENERATE_CONTENT);
        assertThat(bare.modelInPath()).contains("google/gemini-2");
        assertThat(bare.path()).isEqualTo("/v1beta/models/google/gemini-2:streamGenerateContent");
        assertThat(Operation.of("POST", "/v1beta/m:generateContent", FIELDS_NONE).modelInPath())
                .isEmpty();
        assertThat(Operation.of("POST", "/v1beta/models/m:predict", FIELDS_NONE).endpoint())
                .isEqualTo(Endpoint.UNKNOWN);
        assertThat(Endpoint.GENERATE_CONTENT.modelInBody()).isFalse();
    }

    @Test
    void aModelOfTheListHasAPathOfItsOwn() {
        Operation operation = Operation.of("GET", "/v1/models/openai%2Fgpt-5", FIELDS_NONE);
        assertThat(operation.endpoint()).isEqualTo(Endpoint.MODELS);
        assertThat(operation.modelInPath()).contains("openai/gpt-5");
        assertThat(operation.dialect()).isEqualTo(Dialect.OPENAI);
        assertThat(Operation.of("GET", "/v1/models/a/b:8b", FIELDS_NONE).modelInPath())
                .contains("a/b:8b");
        assertThat(Operation.of("GET", "/v1beta/models/gemini-x", FIELDS_NONE).dialect())
                .isEqualTo(Dialect.GEMINI);
        assertThat(Operation.of("GET", "/v1/models/", FIELDS_NONE).endpoint())
                .isEqualTo(Endpoint.UNKNOWN);
        assertThat(Operation.of("DELETE", "/v1/models/m", FIELDS_NONE).methodFits()).isFalse();
        assertThat(Operation.of("GET", "/v1/models/m:generateContent", FIELDS_NONE).methodFits())
                .isFalse();
    }

    @Test
    void whatIsToBeHadByGetIsToBeHadByHead() {
        assertThat(Operation.of("HEAD", "/v1/models", FIELDS_NONE).methodFits()).isTrue();
        assertThat(Operation.of("HEAD", "/v1/models/m", FIELDS_NONE).methodFits()).isTrue();
        assertThat(Operation.of("HEAD", "/v1/models", FIELDS_NONE).allowed())
                .isEqualTo("GET, HEAD");
        assertThat(Operation.of("HEAD", "/v1/messages", FIELDS_NONE).methodFits()).isFalse();
    }
}
