package dev.cardea.admin;

import dev.cardea.admin.json.Json;
import dev.cardea.control.catalogue.CatalogueChange;
import dev.cardea.control.catalogue.CatalogueEdition;
import dev.cardea.control.catalogue.CatalogueModel;
import dev.cardea.control.catalogue.CatalogueShelf;
import dev.cardea.control.catalogue.UpdateCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Operations on the catalogue of known providers and models.
final class CatalogueOperations {
    private static final String PATH = Operations.ROOT + "/catalogue";
    private static final String TAG = "catalogue";

    private final CatalogueShelf shelf;
    private final UpdateCatalogue update;

    private CatalogueOperations(Plane plane) {
        shelf = plane.catalogue();
        update = plane.updateCatalogue();
    }

    static List<Operation> table(Plane plane) {
        var it = new CatalogueOperations(plane);
        return List.of(
                Operation.get(PATH, "describeCatalogue")
                        .says(TAG, "Which catalogue is in use, where it is from, and what it holds")
                        .answers(CatalogueView.class, it::describe),
                Operation.get(PATH + "/text", "exportCatalogue")
                        .says(TAG, "The catalogue in use, as an update takes it")
                        .answers(CatalogueText.class, it::export),
                Operation.get(PATH + "/models", "listCatalogueModels")
                        .says(
                                TAG,
                                "Models that are known, with sizes and prices; unknown is absent")
                        .paged()
                        .query("provider", "only those of the provider of this name")
                        .query("model", "only those with this in their names")
                        .answers(CatalogueModelList.class, it::models),
                Operation.post(PATH, "updateCatalogue")
                        .says(TAG, "Takes up another catalogue at once, or checks if it could be")
                        .takes(
                                UpdateCatalogue.Wanted.class,
                                "WantedCatalogue",
                                "text",
                                "source",
                                "check",
                                "force")
                        .answers(CatalogueUpdate.class, it::update),
                Operation.post(PATH + "/rollback", "rollbackCatalogue")
                        .says(TAG, "Goes back to the catalogue before, else to the built-in one")
                        .takes(Nothing.class, "Nothing")
                        .answers(CatalogueUpdate.class, it::rollback));
    }

    record Nothing() {}

    /// A catalogue.
    ///
    /// @param source a file, an address, or `built in`
    /// @param takenAt absent for the built-in one
    /// @param revision the same for the same text
    record CatalogueView(
            String source,
            Optional<Instant> takenAt,
            String revision,
            int providers,
            int models,
            int overrides) {}

    /// A catalogue to take along, without what the configuration says otherwise.
    ///
    /// @param source a file, an address, or `built in`
    /// @param revision the same for the same text
    /// @param text with its remarks, which name the sources and their licences
    record CatalogueText(String source, String revision, String text) {}

    /// What became of an update.
    ///
    /// @param applied whether it counts now
    record CatalogueUpdate(boolean applied, CatalogueView catalogue, CatalogueChange change) {}

    record CatalogueModelList(List<CatalogueModelView> items, Optional<String> nextCursor) {}

    private Reply describe(Ask ask) {
        CatalogueEdition edition = shelf.edition();
        return Reply.of(view(edition));
    }

    private Reply export(Ask ask) {
        CatalogueEdition edition = shelf.edition();
        return Reply.of(new CatalogueText(edition.source(), edition.revision(), edition.text()));
    }

    private CatalogueView view(CatalogueEdition it) {
        return new CatalogueView(
                it.source(),
                it.taken(),
                it.revision(),
                it.catalogue().providers().size(),
                it.catalogue().size(),
                shelf.overridden());
    }

    private Reply models(Ask ask) {
        Optional<String> provider = ask.parameter("provider", it -> it);
        Optional<String> part = ask.parameter("model", it -> it);
        List<CatalogueModel> found =
                shelf.current().models().stream()
                        .filter(it -> provider.isEmpty() || provider.get().equals(it.provider()))
                        .filter(it -> part.isEmpty() || it.name().contains(part.get()))
                        .toList();
        int from = (int) Math.min(ask.cursor(), found.size());
        int to = Math.min(from + ask.limit(), found.size());
        return Reply.of(
                new CatalogueModelList(
                        found.subList(from, to).stream().map(CatalogueModelView::of).toList(),
                        to < found.size() ? Optional.of(Cursor.write(to)) : Optional.empty()));
    }

    private Reply update(Ask ask) {
        var defaults = Json.object().put("check", false).put("force", false);
        return answer(
                update.update(ask.mandate(), ask.body(UpdateCatalogue.Wanted.class, defaults)));
    }

    private Reply rollback(Ask ask) {
        ask.body(Nothing.class);
        return answer(update.rollback(ask.mandate()));
    }

    private Reply answer(UpdateCatalogue.Result it) {
        return Reply.of(new CatalogueUpdate(it.applied(), view(it.edition()), it.change()));
    }
}
