package dev.cardea.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Lists models as OpenAI, Amazon Bedrock and Vertex AI do, each to who proves in its own way that they
/// may: by a bearer's key, by a signature that is computed here anew from what arrived, and by a token
/// for an assertion that the account's key signed.
final class ListingProvider implements AutoCloseable {
    static final String KEY = "sk-good-0123456789abcdefghijklmnop";
    static final String AWS_ID = "AKIAGOOD0123456789AB";
    static final String AWS_SECRET = "gOOd/0123456789+abcdefghijklmnopqrstuvwx";
    static final String REGION = "eu-central-1";
    private static final String TOKEN = "ya29.good-0123456789";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final KeyPair account;
    private final HttpServer server;

    ListingProvider() throws IOException, GeneralSecurityException {
        account = keys();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What was asked for, in order: paths.
    List<String> asked() {
        return asked;
    }

    /// A service account as Google hands it out.
    ///
    /// @param known whether its key is the one that the token service has
    String serviceAccount(boolean known) throws GeneralSecurityException {
        String key =
                Base64.getEncoder()
                        .encodeToString((known ? account : keys()).getPrivate().getEncoded());
        return """
        {"type":"service_account","project_id":"p","private_key_id":"k1",\
        "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",\
        "client_email":"bot@p.iam.gserviceaccount.com","client_id":"1","token_uri":"%s/token"}\
        """
                .formatted(key, url());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            asked.add(path);
            String authorization =
                    String.valueOf(exchange.getRequestHeaders().getFirst("authorization"));
            switch (path) {
                case "/v1/models" ->
                        say(
                                exchange,
                                authorization.equals("Bearer " + KEY),
                                "{\"data\":[{\"id\":\"m1\"}]}",
                                401,
                                "{\"error\":{\"message\":\"Incorrect API key provided\",\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}");
                case "/foundation-models" ->
                        say(
                                exchange,
                                signed(exchange, authorization, sent),
                                "{\"modelSummaries\":[{\"modelId\":\"amazon.nova-lite-v1:0\"},{\"modelId\":\"x\"}]}",
                                403,
                                "{\"message\":\"The security token included in the request is invalid.\"}");
                case "/token" ->
                        say(
                                exchange,
                                asserted(new String(sent, UTF_8)),
                                "{\"access_token\":\"%s\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                                        .formatted(TOKEN),
                                400,
                                "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}");
                case "/v1beta1/publishers/google/models" ->
                        say(
                                exchange,
                                authorization.equals("Bearer " + TOKEN),
                                "{\"publisherModels\":[{\"name\":\"publishers/google/models/gemini-2.5-flash\"}]}",
                                401,
                                "{\"error\":{\"code\":401,\"message\":\"Request had invalid authentication credentials.\",\"status\":\"UNAUTHENTICATED\"}}");
                default -> say(exchange, false, "", 404, "{\"message\":\"no such thing\"}");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void say(
            HttpExchange exchange, boolean proven, String models, int status, String refusal)
            throws IOException {
        byte[] body = (proven ? models : refusal).getBytes(UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(proven ? 200 : status, body.length);
        exchange.getResponseBody().write(body);
    }

    private boolean asserted(String form) throws GeneralSecurityException {
        String[] assertion =
                form.substring(form.indexOf("assertion=") + "assertion=".length()).split("[.&]");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(account.getPublic());
        signature.update((assertion[0] + "." + assertion[1]).getBytes(UTF_8));
        return signature.verify(Base64.getUrlDecoder().decode(assertion[2]));
    }

    /// Signature Version 4, by its public description.
    private static boolean signed(HttpExchange exchange, String authorization, byte[] body)
            throws GeneralSecurityException {
        Headers headers = exchange.getRequestHeaders();
        if (!authorization.startsWith("AWS4-HMAC-SHA256 Credential=" + AWS_ID + "/")) {
            return false;
        }
        String time = headers.getFirst("x-amz-date");
        String scope = time.substring(0, 8) + "/" + REGION + "/bedrock/aws4_request";
        String names = between(authorization, "SignedHeaders=", ",");
        String fields =
                Stream.of(names.split(";"))
                        .map(name -> name + ":" + headers.getFirst(name).strip() + "\n")
                        .collect(Collectors.joining());
        String request =
                String.join(
                        "\n",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        "",
                        fields,
                        names,
                        sha256(body));
        byte[] key = ("AWS4" + AWS_SECRET).getBytes(UTF_8);
        for (String part : List.of(scope.split("/")).subList(0, 4)) {
            key = hmac(key, part);
        }
        String wanted =
                HexFormat.of()
                        .formatHex(
                                hmac(
                                        key,
                                        String.join(
                                                "\n",
                                                "AWS4-HMAC-SHA256",
                                                time,
                                                scope,
                                                sha256(request.getBytes(UTF_8)))));
        return authorization.toLowerCase(Locale.ROOT).endsWith("signature=" + wanted)
                && names.contains("host");
    }

    private static String between(String text, String from, String to) {
        int at = text.indexOf(from) + from.length();
        return text.substring(at, text.indexOf(to, at));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
