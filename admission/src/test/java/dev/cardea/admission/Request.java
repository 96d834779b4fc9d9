package dev.cardea.admission;

import dev.cardea.model.Address;
import dev.cardea.model.Call;
import dev.cardea.model.Credential;
import dev.cardea.model.Environment;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.Peer;
import dev.cardea.model.RequestFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request as the data plane would read it: fields as ISO-8859-1 with the blanks at both ends taken
/// off.
public final class Request implements RequestFields {
    /// A field as it came.
    public record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();
    private String method = "POST";
    private String path = "/v1/chat/completions";
    private String query = "";
    private Policy policy = Policy.STANDARD;
    private Peer peer = Peer.direct(address("198.51.100.7"));
    private Environment environment = Environment.LIVE;
    private ModelAsk model = new ModelAsk.Named("m1");
    private boolean keyInBody;

    static Request chat() {
        return new Request();
    }

    static Request bearer(String key) {
        return chat().field("Authorization", "Bearer " + key);
    }

    static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    /// A field whose value goes over the wire as UTF-8.
    Request field(String name, String value) {
        String latin =
                new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int from = 0;
        int to = latin.length();
        while (from < to && isBlank(latin.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(latin.charAt(to - 1))) {
            to--;
        }
        fields.add(new Field(name, latin.substring(from, to)));
        return this;
    }

    Request on(String method, String path) {
        this.method = method;
        this.path = path;
        return this;
    }

    Request query(String query) {
        this.query = query;
        return this;
    }

    Request queryAccepted() {
        policy = new Policy(true);
        return this;
    }

    Request from(String address) {
        peer = Peer.direct(address(address));
        return this;
    }

    Request peer(Peer peer) {
        this.peer = peer;
        return this;
    }

    Request environment(String name) {
        environment = new Environment(name);
        return this;
    }

    Request model(String name) {
        model = new ModelAsk.Named(name);
        return this;
    }

    Request ask(ModelAsk model) {
        this.model = model;
        return this;
    }

    Request keyInBody() {
        keyInBody = true;
        return this;
    }

    /// The request line's method and target.
    public String target() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }

    /// The model that it names; empty when it names none.
    public String modelName() {
        return model instanceof ModelAsk.Named(String name) ? name : "";
    }

    /// The body that says what this request says.
    public String body(String key) {
        String shown = keyInBody ? ",\"api_key\":\"" + key + "\"" : "";
        return model instanceof ModelAsk.Named(String name)
                ? "{\"model\":\"" + name + "\",\"messages\":[]" + shown + "}"
                : "";
    }

    public List<Field> fields() {
        return List.copyOf(fields);
    }

    public Peer peer() {
        return peer;
    }

    public Environment environment() {
        return environment;
    }

    public boolean isQueryAccepted() {
        return policy.query();
    }

    Credential credential() {
        return CredentialReader.withBody(
                new CredentialReader().read(this, query, peer, policy), keyInBody);
    }

    Call call(Instant at) {
        return new Call(
                "req_1",
                at,
                environment,
                peer,
                Operation.of(method, path, this),
                credential(),
                model,
                names(),
                Browser.sent(this));
    }

    static Peer throughProxy(String proxy, String client) {
        return new Peer(address(proxy), address(client), true, Optional.empty(), List.of(client));
    }

    static Peer throughStranger(String proxy, String claimed) {
        return new Peer(
                address(proxy),
                address(proxy),
                false,
                Optional.of(address(claimed)),
                List.of(claimed));
    }

    @Override
    public @Nullable String first(String lowerCaseName) {
        return all(lowerCaseName).stream().findFirst().orElse(null);
    }

    @Override
    public int count(String lowerCaseName) {
        return all(lowerCaseName).size();
    }

    @Override
    public List<String> all(String lowerCaseName) {
        return fields.stream()
                .filter(f -> f.name().toLowerCase(Locale.ROOT).equals(lowerCaseName))
                .map(Field::value)
                .toList();
    }

    @Override
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
