package dev.cardea.control.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.control.ControlFailure;
import dev.cardea.control.Mandate;
import dev.cardea.control.Reach;
import dev.cardea.control.catalogue.UpdateCatalogue.Wanted;
import dev.cardea.model.OrganizationId;
import dev.cardea.storage.Actor;
import dev.cardea.storage.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateCatalogueTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir private Path home;
    private final List<Catalogue> declared = new ArrayList<>();
    private boolean storeAway;
    private CatalogueFile file;
    private CatalogueShelf shelf;
    private UpdateCatalogue update;

    @BeforeEach
    void start() {
        file = CatalogueFile.inHome(home);
        shelf = new CatalogueShelf(file.load().edition(), List.of(), InstantSource.fixed(NOW));
        update =
                new UpdateCatalogue(
                        shelf,
                        file,
                        Optional.empty(),
                        catalogue -> () -> declare(catalogue),
                        InstantSource.fixed(NOW));
    }

    private void declare(Catalogue catalogue) {
        if (storeAway) {
            throw new StoreException.Unavailable("away");
        }
        declared.add(catalogue);
    }

    @Test
    void whatIsTakenUpCountsAtOnceAndAtTheNextStart() throws Exception {
        var result = take(text("3000000"), false);

        assertThat(result.applied()).isTrue();
        assertThat(price()).hasValue(3_000_000);
        assertThat(declared).hasSize(1);
        CatalogueEdition kept = CatalogueFile.inHome(home).load().edition();
        assertThat(kept.revision()).isEqualTo(shelf.edition().revision());
        assertThat(kept.source()).isEqualTo("a test");
        assertThat(kept.taken()).contains(NOW);
        assertThat(Files.getPosixFilePermissions(home.resolve("catalogue/current.txt")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aLookChangesNothing() {
        var result = update.update(Mandate.SYSTEM, wanted(text("3000000"), true, true));

        assertThat(result.applied()).isFalse();
        assertThat(result.change().modelsRemoved()).isPositive();
        assertThat(shelf.edition().taken()).isEmpty();
        assertThat(home.resolve("catalogue")).doesNotExist();
        assertThat(declared).isEmpty();
    }

    @Test
    void whatShrinksOrMovesProvidersIsOnlyTakenByForce() {
        assertThatThrownBy(() -> update.update(Mandate.SYSTEM, wanted(text("1"), false, false)))
                .isInstanceOf(ControlFailure.Invalid.class)
                .hasMessageContaining("it has 1 providers, the one in use has ");
        take(text("1"), false);
        String moved = text("1").replace("https://api.example/v1", "https://evil.example/v1");
        assertThatThrownBy(() -> update.update(Mandate.SYSTEM, wanted(moved, false, false)))
                .hasMessageContaining("it moves providers (p)");
        assertThat(shelf.current().provider("p").orElseThrow().address())
                .isEqualTo("https://api.example/v1");
        take(moved, false);
        assertThat(shelf.current().provider("p").orElseThrow().address())
                .isEqualTo("https://evil.example/v1");
    }

    @Test
    void whatDoesNotFitLeavesTheOldOneInUse() {
        take(text("1"), false);
        for (String bad : List.of("", text("-5"), text("NaN"), text("1").replace("[models]", ""))) {
            assertThatThrownBy(() -> update.update(Mandate.SYSTEM, wanted(bad, false, true)))
                    .isInstanceOf(ControlFailure.Invalid.class);
        }
        storeAway = true;
        assertThatThrownBy(() -> update.update(Mandate.SYSTEM, wanted(text("2"), false, true)))
                .isInstanceOf(StoreException.Unavailable.class);
        assertThat(price()).hasValue(1);
        assertThat(CatalogueFile.inHome(home).load().edition().revision())
                .isEqualTo(shelf.edition().revision());
    }

    @Test
    void theWayBackLeadsToTheOneBeforeAndToTheBuiltInOne() {
        take(text("1"), false);
        take(text("2"), false);
        update.rollback(Mandate.SYSTEM);
        assertThat(price()).hasValue(1);
        assertThat(CatalogueFile.inHome(home).load().edition().revision())
                .isEqualTo(shelf.edition().revision());
        update.rollback(Mandate.SYSTEM);
        assertThat(price()).hasValue(2);
    }

    @Test
    void withoutOneBeforeTheWayBackLeadsToTheBuiltInOne() {
        assertThatThrownBy(() -> update.rollback(Mandate.SYSTEM))
                .isInstanceOf(ControlFailure.WrongState.class);
        take(text("1"), false);
        update.rollback(Mandate.SYSTEM);
        assertThat(shelf.edition().taken()).isEmpty();
        assertThat(CatalogueFile.inHome(home).load().edition().taken()).isEmpty();
    }

    @Test
    void aDamagedOneInTheHomeGivesWayToTheBuiltInOne() throws Exception {
        take(text("1"), false);
        Path current = home.resolve("catalogue/current.txt");
        Files.writeString(current, Files.readString(current).replace("\tm\t", "\t"));

        CatalogueFile.Kept kept = CatalogueFile.inHome(home).load();

        assertThat(kept.damage().orElseThrow()).contains("current.txt:5: found 13 columns");
        assertThat(kept.edition().taken()).isEmpty();
        assertThat(kept.edition().catalogue().size()).isGreaterThan(700);
    }

    @Test
    void onlyTheInstallationsKeysMayChangeIt() {
        var tenant =
                new Mandate(
                        Actor.SYSTEM,
                        new Reach.Within(new OrganizationId("org_a")),
                        "",
                        Optional.empty());
        assertThatThrownBy(() -> update.update(tenant, wanted(text("1"), true, true)))
                .isInstanceOf(ControlFailure.NotEntitled.class);
        assertThatThrownBy(() -> update.rollback(tenant))
                .isInstanceOf(ControlFailure.NotEntitled.class);
    }

    private UpdateCatalogue.Result take(String text, boolean check) {
        return update.update(Mandate.SYSTEM, wanted(text, check, true));
    }

    private OptionalLong price() {
        return shelf.current().model("p", "m").orElseThrow().prices().input();
    }

    private static Wanted wanted(String text, boolean check, boolean force) {
        return new Wanted(Optional.of(text), Optional.of("a test"), check, force);
    }

    private static String text(String price) {
        return "[providers]\np\tP\topenai\thttps://api.example/v1\tP_KEY\t-\t-\tchat\n[models]\np\tm\t\t\t\t\t"
                + price
                + "\t\t\t\t\t\t\t\n";
    }
}
