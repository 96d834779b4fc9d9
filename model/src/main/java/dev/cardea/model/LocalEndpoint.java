package dev.cardea.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Paths of the data plane that the gateway answers itself: model lists, pages of the reason
/// catalogue, health. Called off the event loop, on a virtual thread.
public interface LocalEndpoint {
    /// Whether it answers this path, and to whom.
    Optional<Access> access(String method, String path);

    Answer answer(Request request);

    /// Who may ask.
    enum Access {
        ANYONE,
        /// Callers that admission lets pass.
        ADMITTED
    }

    /// @param caller present where admission was asked
    /// @param query without the question mark, empty when there is none
    record Request(
            Operation operation,
            String method,
            String path,
            String query,
            RequestFields fields,
            Optional<Caller> caller,
            Optional<Snapshot> snapshot) {}

    record Answer(int status, Map<String, String> fields, byte[] body) {
        public Answer {
            fields = Map.copyOf(fields);
        }

        public static Answer json(int status, String body) {
            return of(status, "application/json", body);
        }

        public static Answer of(int status, String contentType, String body) {
            return new Answer(
                    status,
                    Map.of("content-type", contentType),
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// The endpoints of several as one; the first that claims a path answers it.
    static LocalEndpoint first(List<LocalEndpoint> endpoints) {
        return new LocalEndpoint() {
            @Override
            public Optional<Access> access(String method, String path) {
                return endpoints.stream().flatMap(e -> e.access(method, path).stream()).findFirst();
            }

            @Override
            public Answer answer(Request request) {
                return endpoints.stream()
                        .filter(e -> e.access(request.method(), request.path()).isPresent())
                        .findFirst()
                        .orElseThrow()
                        .answer(request);
            }
        };
    }
}
