package dev.cardea.upstreamauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import dev.cardea.model.UpstreamAuth.Field;
import dev.cardea.model.UpstreamAuth.Outgoing;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Signatures are worked out a second time here, step by step as AWS documents Signature Version 4.
class AwsSignerTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String HOST = "bedrock-runtime.us-east-1.amazonaws.com";
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-08-30T12:36:00Z"), ZoneOffset.UTC);

    private static Map<String, String> signed(String session, String target, String body) {
        var keys =
                new SecretForm.AwsKeys(
                        "AKIDEXAMPLEEXAMPLE", new SecretText(SECRET), new SecretText(session), "");
        return new AwsSigner(keys, "us-east-1", "bedrock", CLOCK)
                        .sign(
                                new Outgoing(
                                        "POST",
                                        HOST,
                                        target,
                                        ByteBuffer.wrap(body.getBytes(UTF_8))))
                        .stream()
                        .collect(Collectors.toMap(Field::name, Field::value));
    }

    @Test
    void signsMethodPathQueryHostAndBody() throws Exception {
        Map<String, String> fields =
                signed("", "/model/anthropic.claude-v1%3A0/converse?a=b%20c", "{\"x\":1}");

        String hash = Sha256.of("{\"x\":1}").hex();
        assertThat(fields.get("x-amz-date")).isEqualTo("20260830T123600Z");
        assertThat(fields.get("x-amz-content-sha256")).isEqualTo(hash);
        String canonical =
                """
                POST
                /model/anthropic.claude-v1%%253A0/converse
                a=b%%20c
                host:%s
                x-amz-content-sha256:%s
                x-amz-date:20260830T123600Z

                host;x-amz-content-sha256;x-amz-date
                %s\
                """
                        .formatted(HOST, hash, hash);
        assertThat(fields.get("authorization"))
                .isEqualTo(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLEEXAMPLE/20260830/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                                + signature(canonical));
    }

    @Test
    void aSessionTokenIsSentAndSigned() {
        Map<String, String> fields = signed("t0ken", "/model/m/converse", "");

        assertThat(fields.get("x-amz-security-token")).isEqualTo("t0ken");
        assertThat(fields.get("authorization")).contains("x-amz-security-token");
    }

    @Test
    void theBodyIsLeftAsItIs() {
        ByteBuffer body = ByteBuffer.wrap("abc".getBytes(UTF_8));
        Outgoing request = new Outgoing("POST", HOST, "/", body);
        var keys =
                new SecretForm.AwsKeys(
                        "AKIDEXAMPLEEXAMPLE", new SecretText(SECRET), new SecretText(""), "");

        AwsSigner signer = new AwsSigner(keys, "us-east-1", "bedrock", CLOCK);

        assertThat(signer.sign(request)).isEqualTo(signer.sign(request));
        assertThat(body.remaining()).isEqualTo(3);
        assertThat(signer.toString()).doesNotContain(SECRET);
    }

    @Test
    void theRegionIsReadFromTheAddress() {
        assertThat(AwsRegion.of(URI.create("https://bedrock-runtime.eu-central-1.amazonaws.com")))
                .hasValue("eu-central-1");
        assertThat(
                        AwsRegion.of(
                                URI.create(
                                        "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com")))
                .hasValue("us-gov-west-1");
        assertThat(
                        AwsRegion.of(
                                URI.create(
                                        "https://vpce-1-a.bedrock-runtime.us-east-1.vpce.amazonaws.com")))
                .hasValue("us-east-1");
        assertThat(AwsRegion.of(URI.create("http://127.0.0.1:8080"))).isEmpty();
    }

    private static String signature(String canonical) throws Exception {
        String toSign =
                "AWS4-HMAC-SHA256\n20260830T123600Z\n20260830/us-east-1/bedrock/aws4_request\n"
                        + Sha256.of(canonical).hex();
        byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
        for (String step : new String[] {"20260830", "us-east-1", "bedrock", "aws4_request"}) {
            key = hmac(key, step);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
