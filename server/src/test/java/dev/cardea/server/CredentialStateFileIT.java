package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CredentialHealth;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Reasons;
import dev.cardea.model.UpstreamFault;
import dev.cardea.upstreamauth.CredentialBook;
import dev.cardea.upstreamauth.KnownState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialStateFileIT {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.5Z");

    @TempDir Path home;

    @Test
    void whatIsKnownAtTheEndIsKnownAtTheNextStart() throws Exception {
        List<KnownState> states = List.of(failing("cred_1"), cooling("cred_2"));
        keep(states);
        assertThat(Files.getPosixFilePermissions(file()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        CredentialBook next = book();
        try (var _ = CredentialStateFile.follow(file(), next, _ -> true)) {
            assertThat(next.states()).containsExactlyInAnyOrderElementsOf(states);
        }
    }

    @Test
    void aChangeIsWrittenWithoutAnEnd() throws Exception {
        CredentialBook book = book();
        try (var _ = CredentialStateFile.follow(file(), book, _ -> true)) {
            assertThat(file()).doesNotExist();
            book.resume(List.of(failing("cred_1")));
            for (int i = 0; i < 200 && !Files.exists(file()); i++) {
                Thread.sleep(50);
            }
            assertThat(CredentialStateText.read(Files.readString(file())))
                    .containsExactly(failing("cred_1"));
        }
    }

    @Test
    void ofCredentialsThatAreGoneNothingIsKept() throws Exception {
        keep(List.of(failing("cred_1"), failing("cred_2")));
        try (var _ =
                CredentialStateFile.follow(file(), book(), id -> id.value().equals("cred_2"))) {
            assertThat(file()).exists();
        }
        assertThat(CredentialStateText.read(Files.readString(file())))
                .containsExactly(failing("cred_2"));
    }

    @Test
    void aDamagedFileCountsAsNoneAndIsReplaced() throws Exception {
        keep(List.of(failing("cred_1")));
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x41;
            assertStartsHealthy(damaged);
        }
        assertStartsHealthy(new byte[0]);
        assertStartsHealthy(new byte[] {(byte) 0xff});
    }

    private void assertStartsHealthy(byte[] content) throws IOException, InterruptedException {
        Files.write(file(), content);
        CredentialBook next = book();
        try (var _ = CredentialStateFile.follow(file(), next, _ -> true)) {
            assertThat(next.states()).isEmpty();
        }
        assertThat(CredentialStateText.read(Files.readString(file()))).isEmpty();
    }

    private void keep(List<KnownState> states) throws InterruptedException {
        CredentialBook book = book();
        try (var _ = CredentialStateFile.follow(file(), book, _ -> true)) {
            book.resume(states);
        }
    }

    private Path file() {
        return home.resolve("credential-states");
    }

    private static CredentialBook book() {
        return new CredentialBook(() -> NOW);
    }

    private static KnownState failing(String id) {
        CredentialHealth health = CredentialHealth.fresh(NOW);
        UpstreamFault fault = fault("UPSTREAM_CREDENTIAL_INVALID", true, Optional.empty());
        return new KnownState(
                new CredentialId(id), "f1", health.failed(fault, false).failed(fault, false));
    }

    private static KnownState cooling(String id) {
        UpstreamFault fault =
                fault("UPSTREAM_RATE_LIMITED", false, Optional.of(Duration.ofMillis(7_500)));
        return new KnownState(
                new CredentialId(id), "f2", CredentialHealth.fresh(NOW).failed(fault, false));
    }

    private static UpstreamFault fault(String code, boolean marks, Optional<Duration> retryAfter) {
        return new UpstreamFault(
                NOW,
                Reasons.of(code),
                marks,
                retryAfter,
                401,
                "credential-code",
                "error.code = invalid_api_key\tand\nmore",
                "w\u00f6rds + 100% \"quoted\"",
                "m");
    }
}
