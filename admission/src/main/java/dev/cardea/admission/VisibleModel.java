package dev.cardea.admission;

import dev.cardea.model.Caller;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A model that a key may call.
///
/// @param name what to ask for: the provider's name of the model, with the provider in front where
///     several offer it
public record VisibleModel(String name, Target target) {

    /// The listed models that this caller may call in the format `dialect`, by name. Names that a
    /// provider takes without listing them aren't here.
    static List<VisibleModel> of(Caller caller, Snapshot snapshot, Dialect dialect, Reach reach) {
        Map<String, List<Target>> byName = new TreeMap<>();
        for (String model : snapshot.models().listedModels()) {
            for (Provider provider : snapshot.models().listing(model)) {
                Target target = new Target(provider, model);
                if (reach.reaches(dialect, provider.dialect())
                        && ModelChoice.sees(caller, provider)
                        && ModelChoice.allows(caller, target)) {
                    byName.computeIfAbsent(model, _ -> new ArrayList<>()).add(target);
                }
            }
        }
        List<VisibleModel> visible = new ArrayList<>();
        byName.forEach((name, targets) -> {
            if (targets.size() == 1) {
                visible.add(new VisibleModel(name, targets.getFirst()));
            } else {
                targets.forEach(t -> visible.add(new VisibleModel(qualified(t), t)));
            }
        });
        visible.sort(Comparator.comparing(VisibleModel::name));
        return List.copyOf(visible);
    }

    static String qualified(Target target) {
        return target.provider().name() + "/" + target.model();
    }
}
