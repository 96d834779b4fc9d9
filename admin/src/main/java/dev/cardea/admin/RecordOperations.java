package dev.cardea.admin;

import dev.cardea.control.ControlPlane;
import dev.cardea.model.ModelTable;
import dev.cardea.model.Provider;
import dev.cardea.storage.EntityKind;
import dev.cardea.storage.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was done to records and by whom, and the models that are served.
final class RecordOperations {
    private final ControlPlane control;

    private RecordOperations(ControlPlane control) {
        this.control = control;
    }

    static List<Operation> table(ControlPlane control) {
        var it = new RecordOperations(control);
        return List.of(
                Operation.get(Operations.ROOT + "/history/{id}", "listVersions")
                        .says("audit", "Every version of a record, the oldest first")
                        .answers(VersionList.class, it::history),
                Operation.get(Operations.ROOT + "/audit", "listAudit")
                        .says("audit", "What was done by anybody, the newest first")
                        .paged()
                        .answers(VersionList.class, it::audit),
                Operation.get(Operations.ROOT + "/models", "listModels")
                        .says("models", "The models that providers list")
                        .answers(ModelList.class, it::models));
    }

    /// A version of a record.
    ///
    /// @param actor the id of a management key, `system` or `configuration`
    /// @param reason in the actor's words; empty when none was given
    record VersionEntry(
            long revision, Instant at, String record, String actor, String action, String reason) {
        static VersionEntry of(Version version) {
            return new VersionEntry(
                    version.change().revision(),
                    version.change().at(),
                    version.change().entity().id().value(),
                    version.actor().name(),
                    version.action(),
                    version.reason());
        }
    }

    record VersionList(List<VersionEntry> items, Optional<String> nextCursor) {}

    /// @param providers names of those that list it
    record ServedModel(String name, List<String> providers) {}

    record ModelList(List<ServedModel> items) {}

    private Reply history(Ask ask) {
        List<Version> versions =
                control.records().history(ask.reach(), ask.id(EntityKind::parseId));
        return Reply.of(
                new VersionList(
                        versions.stream().map(VersionEntry::of).toList(), Optional.empty()));
    }

    private Reply audit(Ask ask) {
        long before = ask.cursor() == 0 ? Long.MAX_VALUE : ask.cursor();
        int limit = ask.limit();
        List<Version> versions = control.records().audit(ask.reach(), before, limit);
        Optional<String> next =
                versions.size() < limit
                        ? Optional.empty()
                        : Optional.of(Cursor.write(versions.getLast().change().revision()));
        return Reply.of(new VersionList(versions.stream().map(VersionEntry::of).toList(), next));
    }

    private Reply models(Ask ask) {
        ModelTable table = control.publisher().snapshot().models();
        return Reply.of(
                new ModelList(
                        table.listedModels().stream()
                                .sorted()
                                .map(name ->
                                        new ServedModel(
                                                name,
                                                table.listing(name).stream()
                                                        .filter(it -> visible(ask, it))
                                                        .map(Provider::name)
                                                        .toList()))
                                .filter(it -> !it.providers().isEmpty())
                                .toList()));
    }

    /// A tenant calls the installation's models too.
    private static boolean visible(Ask ask, Provider provider) {
        return provider.organization().isEmpty() || ask.reach().covers(provider.organization());
    }
}
