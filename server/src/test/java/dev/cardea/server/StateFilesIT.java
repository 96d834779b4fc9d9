package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cardea.relay.StateJournal.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesIT {
    @TempDir Path home;

    private static Entry entry(int number) {
        return new Entry(
                "prov_p",
                "resp_" + number,
                "org_a",
                number % 2 == 0 ? "" : "cred_a",
                number % 3 == 0 ? "" : "%2Fv1%2Fembeddings=m");
    }

    private static List<Entry> entries(int from, int to) {
        List<Entry> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            entries.add(entry(i));
        }
        return entries;
    }

    private Path folder() {
        return home.resolve("states");
    }

    private void note(int from, int to, int mostLines) throws InterruptedException {
        try (StateFiles files = StateFiles.open(folder(), mostLines)) {
            entries(from, to).forEach(files::note);
        }
    }

    private List<Entry> known() throws InterruptedException {
        List<Entry> known = new ArrayList<>();
        try (StateFiles files = StateFiles.open(folder())) {
            files.replay(known::add);
        }
        return known;
    }

    @Test
    void whatWasNotedIsThereAfterARestart() throws Exception {
        assertThat(known()).isEmpty();
        assertThat(folder()).doesNotExist();

        note(0, 3, 100);
        note(3, 5, 100);

        assertThat(known()).isEqualTo(entries(0, 5));
        assertThat(Files.getPosixFilePermissions(folder().resolve("current")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void halfALineAndADamagedOneArePassedOver() throws Exception {
        note(0, 3, 100);
        Path file = folder().resolve("current");
        Files.writeString(
                file,
                Files.readString(file).replace("resp_1", "resp_9") + "0123",
                StandardOpenOption.WRITE);
        note(3, 4, 100);

        assertThat(known()).containsExactly(entry(0), entry(2), entry(3));
    }

    @Test
    void twoGenerationsAreKept() throws Exception {
        for (int i = 0; i < 25; i++) {
            note(i, i + 1, 10);
        }

        assertThat(known()).isEqualTo(entries(10, 25));
    }

    @Test
    void aFolderThatCannotBeMadeStopsNobody() throws Exception {
        Files.writeString(folder(), "a file");
        assertThatCode(() -> note(0, 3, 100)).doesNotThrowAnyException();
        assertThat(folder()).hasContent("a file");
    }

    @Test
    void whatWouldBreakALineIsNotWritten() throws Exception {
        try (StateFiles files = StateFiles.open(folder())) {
            files.note(new Entry("prov_p", "resp\n1", "org_a", "", ""));
            files.note(new Entry("prov_p", "r".repeat(600), "org_a", "", ""));
            files.note(entry(1));
        }
        assertThat(known()).containsExactly(entry(1));
    }
}
