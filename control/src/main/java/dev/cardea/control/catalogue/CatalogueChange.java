package dev.cardea.control.catalogue;

import java.util.List;
import java.util.TreeSet;

/// How a catalogue differs from another.
///
/// @param providersMoved those with another address, dialect or variable: where credentials go
/// @param modelsChanged those of both of which something else is said
public record CatalogueChange(
        List<String> providersAdded,
        List<String> providersRemoved,
        List<String> providersMoved,
        int modelsAdded,
        int modelsRemoved,
        int modelsChanged) {
    public CatalogueChange {
        providersAdded = List.copyOf(providersAdded);
        providersRemoved = List.copyOf(providersRemoved);
        providersMoved = List.copyOf(providersMoved);
    }

    static CatalogueChange between(Catalogue before, Catalogue after) {
        TreeSet<String> added = new TreeSet<>();
        TreeSet<String> removed = new TreeSet<>();
        TreeSet<String> moved = new TreeSet<>();
        for (CatalogueProvider it : after.providers()) {
            before.provider(it.name())
                    .ifPresentOrElse(
                            known -> {
                                if (!it.leadsWhere(known)) {
                                    moved.add(it.name());
                                }
                            },
                            () -> added.add(it.name()));
        }
        for (CatalogueProvider it : before.providers()) {
            if (after.provider(it.name()).isEmpty()) {
                removed.add(it.name());
            }
        }
        int more = 0;
        int changed = 0;
        for (CatalogueModel it : after.models()) {
            var known = before.model(it.provider(), it.name());
            more += known.isEmpty() ? 1 : 0;
            changed += known.isPresent() && !known.get().equals(it) ? 1 : 0;
        }
        return new CatalogueChange(
                List.copyOf(added),
                List.copyOf(removed),
                List.copyOf(moved),
                more,
                before.size() - (after.size() - more),
                changed);
    }
}
