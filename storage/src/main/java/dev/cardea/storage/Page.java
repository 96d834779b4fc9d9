package dev.cardea.storage;

import dev.cardea.model.Entity;
import java.util.List;
import java.util.OptionalLong;

/// Some records of a list.
///
/// @param next what [Query#after] takes to go on; empty when this is the end
public record Page<E extends Entity>(List<E> entities, OptionalLong next) {
    public Page {
        entities = List.copyOf(entities);
    }
}
