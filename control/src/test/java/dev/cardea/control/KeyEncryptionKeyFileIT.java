package dev.cardea.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.CredentialId;
import dev.cardea.model.Sealed;
import dev.cardea.model.SecretText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncryptionKeyFileIT {
    @TempDir Path home;
    private KeyEncryptionKeyFile file;

    @BeforeEach
    void name() {
        file = new KeyEncryptionKeyFile(home.resolve("key-encryption-key"));
    }

    @Test
    void onlyItsOwnerCanReadANewFile() throws Exception {
        file.create(new SecureRandom());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void theKeyReadBackOpensWhatTheNewOneSealed() {
        var id = new CredentialId("cred_a");
        Sealed sealed = file.create(new SecureRandom()).seal(id, new SecretText("s3cret"));

        assertThat(file.read().open(id, sealed)).isEqualTo(new SecretText("s3cret"));
    }

    @Test
    void anExistingFileIsNeverReplaced() throws Exception {
        file.create(new SecureRandom());
        String before = Files.readString(file.path());

        assertThatThrownBy(() -> file.create(new SecureRandom()))
                .isInstanceOf(KeyFileUnusable.class)
                .hasMessageContaining("exists already");
        assertThat(Files.readString(file.path())).isEqualTo(before);
    }

    @Test
    void aFileThatOthersCanReadIsRefusedWithTheRemedy() throws Exception {
        file.create(new SecureRandom());
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(file::read)
                .isInstanceOf(KeyFileUnusable.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(file.exists()).isFalse();
        assertThatThrownBy(file::read)
                .isInstanceOf(KeyFileUnusable.class)
                .hasMessageEndingWith("key-encryption-key is missing");
    }

    @Test
    void aDamagedFileIsRefusedWithoutShowingItsContent() throws Exception {
        file.create(new SecureRandom());
        Files.writeString(file.path(), "c2VjcmV0\n");

        assertThatThrownBy(file::read)
                .isInstanceOf(KeyFileUnusable.class)
                .hasMessageContaining("expected 32 bytes")
                .hasMessageNotContaining("c2VjcmV0");
    }
}
