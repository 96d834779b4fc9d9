package dev.cardea.control;

import dev.cardea.admission.Admission;
import dev.cardea.admission.VisibleModel;
import dev.cardea.model.Dialect;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.Snapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The models that a key may call, and no others, as the APIs of OpenAI, Anthropic and Gemini list
/// them: `GET /v1/models` and `GET /v1beta/models`.
public final class ModelLists implements LocalEndpoint {
    private static final String PATH = "/v1/models";
    private static final String GEMINI = "/v1beta/models";

    private final Admission admission;
    private final InstantSource clock;

    /// @param clock tells which models are retired by now
    public ModelLists(Admission admission, InstantSource clock) {
        this.admission = admission;
        this.clock = clock;
    }

    @Override
    public Optional<Access> access(String method, String path) {
        return method.equals("GET") && (path.equals(PATH) || path.equals(GEMINI))
                ? Optional.of(Access.ADMITTED)
                : Optional.empty();
    }

    @Override
    public Answer answer(Request request) {
        Dialect dialect =
                request.path().startsWith(GEMINI) ? Dialect.GEMINI : request.operation().dialect();
        Snapshot snapshot = request.snapshot().orElseThrow();
        List<VisibleModel> models =
                admission.visibleModels(
                        request.caller().orElseThrow(), snapshot, dialect, clock.instant());
        return Answer.json(
                200,
                switch (dialect) {
                    case ANTHROPIC -> anthropic(models);
                    case GEMINI -> gemini(models);
                    default -> openAi(models);
                });
    }

    private static String openAi(List<VisibleModel> models) {
        return models.stream()
                .map(it ->
                        """
                        {"id":%s,"object":"model","created":0,"owned_by":%s}\
                        """
                                .formatted(quoted(it.name()), quoted(owner(it))))
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }

    /// Who stands behind a route is the operator's affair.
    private static String owner(VisibleModel model) {
        return model.isRoute() ? "cardea" : model.target().provider().name();
    }

    private static String anthropic(List<VisibleModel> models) {
        String first = models.isEmpty() ? "null" : quoted(models.getFirst().name());
        String last = models.isEmpty() ? "null" : quoted(models.getLast().name());
        return models.stream()
                .map(it ->
                        """
                        {"type":"model","id":%s,"display_name":%s,"created_at":"1970-01-01T00:00:00Z"}\
                        """
                                .formatted(quoted(it.name()), quoted(it.name())))
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"data\":[",
                                "],\"has_more\":false,\"first_id\":%s,\"last_id\":%s}"
                                        .formatted(first, last)));
    }

    private static String gemini(List<VisibleModel> models) {
        return models.stream()
                .map(it ->
                        """
                        {"name":%s,"displayName":%s,"supportedGenerationMethods":["generateContent","countTokens"]}\
                        """
                                .formatted(quoted("models/" + it.name()), quoted(it.name())))
                .collect(Collectors.joining(",", "{\"models\":[", "]}"));
    }

    /// A JSON text.
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
