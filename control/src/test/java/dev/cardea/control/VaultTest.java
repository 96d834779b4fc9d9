package dev.cardea.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.CredentialId;
import dev.cardea.model.Sealed;
import dev.cardea.model.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final CredentialId ID = new CredentialId("cred_a");
    private static final SecretText SECRET = new SecretText("sk-proj-ünïcode-0123456789");

    private final Vault vault = new Vault(key());

    @Test
    void whatWasSealedOpensWithTheSameId() {
        assertThat(vault.open(ID, vault.seal(ID, SECRET))).isEqualTo(SECRET);
    }

    @Test
    void theCiphertextShowsNothingAndDiffersEachTime() {
        Sealed first = vault.seal(ID, SECRET);

        assertThat(first).isNotEqualTo(vault.seal(ID, SECRET));
        assertThat(new String(first.ciphertext(), StandardCharsets.ISO_8859_1))
                .doesNotContain("sk-proj");
    }

    @Test
    void aCiphertextMovedToAnotherCredentialDoesNotOpen() {
        Sealed sealed = vault.seal(ID, SECRET);

        assertThatThrownBy(() -> vault.open(new CredentialId("cred_b"), sealed))
                .isInstanceOf(SealBroken.class)
                .hasMessageContaining("cred_b")
                .hasMessageNotContaining("sk-proj");
    }

    @Test
    void anotherKeyEncryptionKeyDoesNotOpen() {
        Sealed sealed = vault.seal(ID, SECRET);

        assertThatThrownBy(() -> new Vault(key()).open(ID, sealed)).isInstanceOf(SealBroken.class);
    }

    @Test
    void anyAlteredByteIsNoticed() {
        byte[] sealed = vault.seal(ID, SECRET).ciphertext();
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> vault.open(ID, new Sealed(altered)))
                    .isInstanceOf(SealBroken.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> vault.open(ID, new Sealed(cut)))
                    .isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void theRowKeyIsItsOwnAndTheSameAfterARestart() {
        byte[] key = key();

        assertThat(new Vault(key).rowMacKey())
                .isEqualTo(new Vault(key).rowMacKey())
                .isNotEqualTo(key)
                .hasSize(32);
    }

    @Test
    void theFingerprintOfARequestFollowsFromAllOfIt() {
        byte[] request = {1, 2, 3};

        assertThat(vault.fingerprint(request, request))
                .isEqualTo(vault.fingerprint(request, request))
                .isNotEqualTo(vault.fingerprint(request))
                .isNotEqualTo(new Vault(key()).fingerprint(request, request))
                .hasSize(32);
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Vault(new byte[16]))
                .hasMessage("a key-encryption key has 32 bytes, found 16");
    }

    private static byte[] key() {
        byte[] key = new byte[Vault.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
