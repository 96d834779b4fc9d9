package dev.cardea.control;

import dev.cardea.model.LocalEndpoint;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// `/healthz` says that the process lives, `/readyz` whether it should get calls: not while it drains
/// or has nothing to decide from. A store that is away doesn't make a node unready, because it serves
/// from its snapshot.
public final class Health implements LocalEndpoint {
    private final BooleanSupplier ready;

    /// @param ready false while the gateway drains
    public Health(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public Optional<Access> access(String method, String path) {
        boolean ours = path.equals("/healthz") || path.equals("/readyz");
        return ours && (method.equals("GET") || method.equals("HEAD"))
                ? Optional.of(Access.ANYONE)
                : Optional.empty();
    }

    @Override
    public Answer answer(Request request) {
        if (request.path().equals("/healthz")) {
            return Answer.json(200, "{\"status\":\"ok\"}");
        }
        return ready.getAsBoolean()
                ? Answer.json(200, "{\"status\":\"ready\"}")
                : Answer.json(503, "{\"status\":\"not ready\"}");
    }
}
