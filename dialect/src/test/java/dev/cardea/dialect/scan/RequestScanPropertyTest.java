package dev.cardea.dialect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.scan.RequestScan.Broken;
import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The scanner against Jackson's tree, which a provider's parser stands for.
class RequestScanPropertyTest {
    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final JsonMapper STRICT =
            LENIENT.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    @Property(tries = 4000)
    void aRightBodyReadsAsTheTreeDoesOrIsRefused(@ForAll long seed) {
        agrees(new JsonBodies(seed).body());
    }

    @Property(tries = 4000)
    void whatTheScannerAcceptsOfADamagedBodyReadsAsTheTreeDoes(@ForAll long seed) {
        agrees(new JsonBodies(seed).damagedBody());
    }

    @Property(tries = 1000)
    void whatIsNoJsonForTheTreeIsBroken(@ForAll byte[] bytes) {
        agrees(bytes);
    }

    @Property(tries = 1000)
    void aBodyCutAnywhereReadsAsTheWholeDoes(@ForAll long seed) {
        Random dice = new Random(seed);
        JsonBodies bodies = new JsonBodies(seed);
        byte[] body = dice.nextBoolean() ? bodies.body() : bodies.damagedBody();
        RequestScan.Incremental scan = new RequestScan.Incremental(Endpoint.CHAT_COMPLETIONS);
        for (int from = 0; from < body.length; ) {
            int length = Math.min(body.length - from, 1 + dice.nextInt(1 + dice.nextInt(20)));
            // Around the piece stands what isn't part of it.
            byte[] piece = new byte[length + 7];
            Arrays.fill(piece, (byte) '"');
            System.arraycopy(body, from, piece, 3, length);
            scan.feed(piece, 3, length);
            from += length;
        }
        assertThat(text(scan.finish())).isEqualTo(text(scan(body)));
    }

    @Property(tries = 1500)
    void theSplicedBodyHasTheOtherModelAndTheWishAndNothingElseChanged(@ForAll long seed) {
        byte[] body = new JsonBodies(seed).body();
        if (!(scan(body) instanceof Found found)) {
            return;
        }
        byte[] spliced = found.splice("the/\"other\"", true).apply(body, 0, body.length);
        Found again = (Found) scan(spliced);
        assertThat(again.model().map(RequestScan.Model::name))
                .isEqualTo(found.model().map(_ -> "the/\"other\""));
        assertThat(again.stream()).isEqualTo(found.stream());
        JsonNode before = LENIENT.readTree(body);
        JsonNode after = LENIENT.readTree(spliced);
        if (found.stream()) {
            assertThat(after.path("stream_options").path("include_usage").asBoolean()).isTrue();
        }
        for (String name : before.propertyNames()) {
            if (!name.equals("model") && !name.equals("stream_options")) {
                assertThat(after.get(name)).isEqualTo(before.get(name));
            }
        }
    }

    @Test
    void aPieceBoundaryInEveryPlaceChangesNothing() {
        byte[] body =
                """
                {"m\\u006fdel":"gpt-\\u0035é😀","stream":true,"x":[-1.5e+3,true,false,null,{"model":"n"}],
                "stream_options":{"a":1,"include_usage":false},"key":"cda_live_sk_0123456789abcdef"}\
                """
                        .getBytes(StandardCharsets.UTF_8);
        String whole = text(scan(body));
        assertThat(whole).contains("gpt-5é😀");
        for (int cut = 0; cut <= body.length; cut++) {
            RequestScan.Incremental scan = new RequestScan.Incremental(Endpoint.CHAT_COMPLETIONS);
            scan.feed(body, 0, cut);
            scan.feed(body, cut, body.length - cut);
            assertThat(text(scan.finish())).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void everyByteThatIsNoUtf8IsRefusedWhereJavaRefusesIt() {
        Random dice = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            byte[] body = "{\"a\":\"......\"}".getBytes(StandardCharsets.US_ASCII);
            for (int at = 6; at < 10; at++) {
                body[at] = (byte) (0x80 | dice.nextInt(128));
            }
            boolean wellFormed =
                    Arrays.equals(
                            new String(body, StandardCharsets.UTF_8)
                                    .getBytes(StandardCharsets.UTF_8),
                            body);
            assertThat(scan(body) instanceof Found).isEqualTo(wellFormed);
        }
    }

    @Test
    void deepNestingIsBrokenAndDoesNotOverflow() {
        String deep = "{\"a\":" + "[".repeat(1_000_000);
        assertThat(scan(deep.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Broken.class);
        String allowed = "{\"a\":" + "[".repeat(511) + "]".repeat(511) + "}";
        assertThat(scan(allowed.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Found.class);
    }

    private static void agrees(byte[] body) {
        RequestScan scan = scan(body);
        JsonNode tree;
        try {
            tree = LENIENT.readTree(body);
        } catch (JacksonException e) {
            assertThat(scan).as("what Jackson refuses").isInstanceOf(Broken.class);
            return;
        }
        if (!(scan instanceof Found found)) {
            return;
        }
        assertThat(tree.isObject()).isTrue();
        JsonNode model = tree.path("model");
        assertThat(found.model().map(RequestScan.Model::name))
                .isEqualTo(model.isString() ? Optional.of(model.asString()) : Optional.empty());
        assertThat(found.stream()).isEqualTo(tree.path("stream").asBoolean(false));
        found.model()
                .ifPresent(m -> {
                    byte[] token =
                            Arrays.copyOfRange(body, (int) m.token().from(), (int) m.token().to());
                    assertThat(STRICT.readTree(token).asString()).isEqualTo(m.name());
                });
    }

    private static RequestScan scan(byte[] body) {
        return RequestScan.scan(body, 0, body.length, Endpoint.CHAT_COMPLETIONS);
    }

    /// Edits compare by identity; what they say is compared here.
    private static String text(RequestScan scan) {
        if (scan instanceof Found found
                && found.usage() instanceof RequestScan.UsageWish.Absent a) {
            return found.model()
                    + " "
                    + found.stream()
                    + " "
                    + found.key()
                    + " "
                    + a.edit().range()
                    + new String(a.edit().text(), StandardCharsets.UTF_8);
        }
        return scan.toString();
    }
}
