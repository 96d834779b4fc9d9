package dev.cardea.admission;

import dev.cardea.model.Entity;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a check looked at: inputs by name, without secrets, and records with their revisions.
final class Evidence {
    final Map<String, String> inputs = new HashMap<>();
    final Map<String, Long> revisions = new HashMap<>();

    Evidence input(String name, Object value) {
        inputs.put(name, value.toString());
        return this;
    }

    /// A record that was read; null when it wasn't found.
    Evidence read(@Nullable Entity entity) {
        if (entity != null) {
            revisions.put(entity.id().value(), entity.revision());
        }
        return this;
    }
}
