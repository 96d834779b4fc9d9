package dev.cardea.control.upstream;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Counts the models in a list of them, in any of the dialects.
final class ModelCount {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final Set<String> LISTS =
            Set.of("data", "models", "modelSummaries", "publisherModels");

    private ModelCount() {}

    /// How many there are; empty when the body isn't a list of models. One that is cut off counts as
    /// far as it goes.
    static Optional<Integer> of(byte[] body) {
        int depth = 0;
        int list = 0;
        int count = 0;
        boolean found = false;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                    boolean outermost = depth == 1 && token == JsonToken.START_ARRAY;
                    boolean named =
                            depth == 2
                                    && token == JsonToken.START_ARRAY
                                    && LISTS.contains(String.valueOf(json.currentName()));
                    if (list == 0 && (outermost || named)) {
                        list = depth;
                        found = true;
                    } else if (list > 0 && depth == list + 1) {
                        count++;
                    }
                } else if (token.isStructEnd()) {
                    list = depth == list ? 0 : list;
                    depth--;
                }
            }
        } catch (JacksonException _) {
            // What was counted up to here stands.
        }
        return found ? Optional.of(count) : Optional.empty();
    }
}
