package dev.cardea.upstreamauth;

import dev.cardea.model.UpstreamAuth.Authorization;
import dev.cardea.model.UpstreamAuth.Field;
import dev.cardea.model.UpstreamAuth.Outgoing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs requests to AWS (Signature Version 4), body included, by the AWS SDK's signer.
final class AwsSigner implements Authorization.Signing {
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsIdentity identity;
    private final String region;
    private final String service;
    private final Clock clock;

    AwsSigner(SecretForm.AwsKeys keys, String region, String service, Clock clock) {
        String secret = keys.secretKey().reveal();
        String session = keys.sessionToken().reveal();
        identity =
                session.isEmpty()
                        ? AwsCredentialsIdentity.create(keys.accessKeyId(), secret)
                        : AwsSessionCredentialsIdentity.create(keys.accessKeyId(), secret, session);
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public List<Field> sign(Outgoing request) {
        SdkHttpRequest unsigned = unsigned(request);
        var signed =
                signer.sign(to ->
                        to.identity(identity)
                                .request(unsigned)
                                .payload(payload(request))
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        List<Field> fields = new ArrayList<>();
        signed.request()
                .forEachHeader((name, values) -> {
                    if (!name.equalsIgnoreCase("host")) {
                        fields.add(new Field(name.toLowerCase(Locale.ROOT), values.getFirst()));
                    }
                });
        return fields;
    }

    private static ContentStreamProvider payload(Outgoing request) {
        byte[] body = new byte[request.body().remaining()];
        request.body().duplicate().get(body);
        return ContentStreamProvider.fromByteArrayUnsafe(body);
    }

    private static SdkHttpRequest unsigned(Outgoing request) {
        String target = request.target();
        int mark = target.indexOf('?');
        SdkHttpRequest.Builder builder =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.fromValue(request.method()))
                        .protocol("https")
                        .host(host(request.authority()))
                        .encodedPath(mark < 0 ? target : target.substring(0, mark))
                        .putHeader("Host", request.authority());
        if (mark >= 0) {
            for (String parameter : target.substring(mark + 1).split("&", -1)) {
                int equals = parameter.indexOf('=');
                builder.appendRawQueryParameter(
                        QueryWords.decoded(equals < 0 ? parameter : parameter.substring(0, equals)),
                        QueryWords.decoded(equals < 0 ? "" : parameter.substring(equals + 1)));
            }
        }
        return builder.build();
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    @Override
    public String toString() {
        return "AwsSigner[" + region + ", " + service + "]";
    }
}
