package dev.cardea.control.catalogue;

import dev.cardea.control.AdminScope;
import dev.cardea.control.ControlFailure;
import dev.cardea.control.Mandate;
import dev.cardea.control.Reach;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up another catalogue while the gateway runs, or goes back to the one before. What doesn't
/// pass every check changes nothing; what does is kept in the home and counts at once.
public final class UpdateCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateCatalogue.class);

    private final CatalogueShelf shelf;
    private final CatalogueFile file;
    private final Optional<CatalogueSource> usual;
    private final Declarations declarations;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock();

    /// What the configuration declares by names that the catalogue explains.
    @FunctionalInterface
    public interface Declarations {
        /// Works out what they come to under another catalogue.
        ///
        /// @return makes it so
        /// @throws ControlFailure.Invalid when they don't fit it
        Runnable under(Catalogue catalogue);
    }

    /// @param usual the configured source
    public UpdateCatalogue(
            CatalogueShelf shelf,
            CatalogueFile file,
            Optional<CatalogueSource> usual,
            Declarations declarations,
            InstantSource clock) {
        this.shelf = shelf;
        this.file = file;
        this.usual = usual;
        this.declarations = declarations;
        this.clock = clock;
    }

    /// A catalogue that is to be taken up.
    ///
    /// @param text the catalogue; when absent, the configured source is read
    /// @param source where the text is from, for people
    /// @param check whether only to look if it could be
    /// @param force whether to take it though it shrinks or moves providers
    public record Wanted(
            Optional<String> text, Optional<String> source, boolean check, boolean force) {
        public Wanted {
            if (source.isPresent() && !source.get().matches("[^\\p{Cntrl}]{1,500}")) {
                throw new ControlFailure.Invalid(
                        "/source", "a source is named in 1 to 500 characters of one line");
            }
        }
    }

    /// What came of it.
    ///
    /// @param applied whether it counts now
    public record Result(boolean applied, CatalogueEdition edition, CatalogueChange change) {}

    /// @throws ControlFailure when it can't be taken; then nothing has changed
    public Result update(Mandate mandate, Wanted wanted) {
        entitled(mandate);
        String source = wanted.source().orElse("the admin API");
        String text;
        Catalogue next;
        try {
            if (wanted.text().isPresent()) {
                text = wanted.text().get();
            } else {
                CatalogueSource configured =
                        usual.orElseThrow(() ->
                                new ControlFailure.Invalid(
                                        "/text",
                                        "no catalogue was sent, and the configuration names no catalogue.source"));
                source = configured.name();
                text = configured.read();
            }
            next = CatalogueReader.read(source, text);
        } catch (CatalogueInvalid e) {
            throw new ControlFailure.Invalid("/text", String.valueOf(e.getMessage()));
        }
        turn.lock();
        try {
            CatalogueChange change = CatalogueChange.between(shelf.edition().catalogue(), next);
            if (!wanted.force()) {
                plausible(shelf.edition().catalogue(), next, change);
            }
            Runnable declared = declarations.under(shelf.overridden(next));
            Instant now = clock.instant();
            var edition = new CatalogueEdition(source, Optional.of(now), text, next);
            if (wanted.check()) {
                return new Result(false, edition, change);
            }
            String from = source;
            keep(() -> file.replace(from, now, text));
            take(edition, declared, mandate);
            return new Result(true, edition, change);
        } finally {
            turn.unlock();
        }
    }

    /// Goes back to the catalogue before, or to the built-in one when none was kept.
    public Result rollback(Mandate mandate) {
        entitled(mandate);
        turn.lock();
        try {
            CatalogueEdition now = shelf.edition();
            Optional<CatalogueEdition> kept = file.previous();
            if (now.taken().isEmpty() && kept.isEmpty()) {
                throw new ControlFailure.WrongState(
                        "there is no catalogue before this one",
                        "take another one up with an update");
            }
            CatalogueEdition before = kept.orElseGet(BuiltInCatalogue::edition);
            Runnable declared = declarations.under(shelf.overridden(before.catalogue()));
            keep(file::swap);
            take(before, declared, mandate);
            return new Result(
                    true, before, CatalogueChange.between(now.catalogue(), before.catalogue()));
        } finally {
            turn.unlock();
        }
    }

    private static void entitled(Mandate mandate) {
        if (!(mandate.reach() instanceof Reach.Installation)) {
            throw new ControlFailure.NotEntitled(AdminScope.INSTALLATION_WRITE.words());
        }
    }

    private static void plausible(Catalogue before, Catalogue next, CatalogueChange change) {
        shrunk("providers", before.providers().size(), next.providers().size());
        shrunk("models", before.size(), next.size());
        if (!change.providersMoved().isEmpty()) {
            throw new ControlFailure.Invalid(
                    "/text",
                    "it moves providers (%s), so that credentials would go elsewhere; force it if that is right"
                            .formatted(named(change.providersMoved())));
        }
    }

    private static String named(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(10, names.size())));
    }

    private static void shrunk(String what, int before, int next) {
        if (next * 2L < before) {
            throw new ControlFailure.Invalid(
                    "/text",
                    "it has %d %s, the one in use has %d; force it if that is right"
                            .formatted(next, what, before));
        }
    }

    /// A change of what the home keeps.
    @FunctionalInterface
    private interface Keeping {
        void run() throws IOException;
    }

    private static void keep(Keeping step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new ControlFailure.WrongState(
                    "the home doesn't take the catalogue (%s)"
                            .formatted(e.getClass().getSimpleName()),
                    "see that the home can be written to and has room");
        }
    }

    private void take(CatalogueEdition edition, Runnable declared, Mandate mandate) {
        try {
            declared.run();
        } catch (RuntimeException e) {
            keep(file::swap);
            throw e;
        }
        shelf.put(edition);
        LOG.info(
                "catalogue {} of {} ({} providers, {} models) is in use, taken up by {}",
                edition.revision(),
                edition.source(),
                edition.catalogue().providers().size(),
                edition.catalogue().size(),
                mandate.actor().name());
    }
}
