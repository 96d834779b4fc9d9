package dev.cardea.control;

import dev.cardea.model.Entity;
import dev.cardea.model.Lifecycle;

/// Steps between the states of an organization, a team or an application.
final class Lifecycles {
    private Lifecycles() {}

    /// Refuses deletion as a value.
    static void check(Lifecycle state) {
        if (state == Lifecycle.DELETED) {
            throw new ControlFailure.Invalid("/state", "deleting is a step of its own: use DELETE");
        }
    }

    /// The state, when the record isn't gone.
    ///
    /// @throws ControlFailure.WrongState when it is
    static Lifecycle live(Entity entity, Lifecycle state) {
        if (state == Lifecycle.DELETED) {
            throw gone(entity);
        }
        return state;
    }

    /// Says that a deleted record stays deleted.
    static ControlFailure gone(Entity entity) {
        return new ControlFailure.WrongState(
                entity.id() + " is deleted, and deletion is for good", "make a new one");
    }
}
