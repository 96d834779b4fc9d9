package dev.cardea.control;

import dev.cardea.admission.Admission;
import dev.cardea.admission.VisibleModel;
import dev.cardea.model.Caller;
import dev.cardea.model.Dialect;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.Snapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The models that a key may call, and no others, as the APIs of OpenAI, Anthropic and Gemini list
/// them: `GET /v1/models` and `GET /v1beta/models`, and each by its name below these.
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
        return method.equals("GET") && (isAtOrBelow(PATH, path) || isAtOrBelow(GEMINI, path))
                ? Optional.of(Access.ADMITTED)
                : Optional.empty();
    }

    private static boolean isAtOrBelow(String list, String path) {
        return path.equals(list)
                || (path.startsWith(list + "/") && path.length() > list.length() + 1);
    }

    @Override
    public Answer answer(Request request) {
        Dialect dialect = request.operation().dialect();
        Snapshot snapshot = request.snapshot().orElseThrow();
        Caller caller = request.caller().orElseThrow();
        Optional<String> name = request.operation().modelInPath();
        if (name.isPresent()) {
            VisibleModel model =
                    admission
                            .visibleModel(name.get(), caller, snapshot, dialect, clock.instant())
                            .orElseThrow();
            return Answer.json(200, item(dialect, model));
        }
        List<VisibleModel> models =
                admission.visibleModels(caller, snapshot, dialect, clock.instant());
        String items =
                models.stream().map(it -> item(dialect, it)).collect(Collectors.joining(","));
        return Answer.json(
                200,
                switch (dialect) {
                    case ANTHROPIC -> anthropic(models, items);
                    case GEMINI -> "{\"models\":[" + items + "]}";
                    default -> "{\"object\":\"list\",\"data\":[" + items + "]}";
                });
    }

    private static String item(Dialect dialect, VisibleModel model) {
        String name = quoted(model.name());
        return switch (dialect) {
            case ANTHROPIC ->
                    """
                    {"type":"model","id":%s,"display_name":%s,"created_at":"1970-01-01T00:00:00Z"}\
                    """
                            .formatted(name, name);
            case GEMINI ->
                    """
                    {"name":%s,"displayName":%s,"supportedGenerationMethods":["generateContent","countTokens"]}\
                    """
                            .formatted(quoted("models/" + model.name()), name);
            default ->
                    """
                    {"id":%s,"object":"model","created":0,"owned_by":%s}\
                    """
                            .formatted(name, quoted(owner(model)));
        };
    }

    /// Who stands behind a route is the operator's affair.
    private static String owner(VisibleModel model) {
        return model.isRoute() ? "cardea" : model.target().provider().name();
    }

    private static String anthropic(List<VisibleModel> models, String items) {
        String first = models.isEmpty() ? "null" : quoted(models.getFirst().name());
        String last = models.isEmpty() ? "null" : quoted(models.getLast().name());
        return "{\"data\":[%s],\"has_more\":false,\"first_id\":%s,\"last_id\":%s}"
                .formatted(items, first, last);
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
