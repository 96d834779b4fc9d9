package dev.cardea.control;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Sealed;
import dev.cardea.model.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals the secrets of provider credentials under the key-encryption key: AES-256-GCM by Tink, with
/// the credential's id as associated data, so that a ciphertext moved to another record doesn't open.
///
/// The key-encryption key itself encrypts nothing; each purpose has a key derived from it by HKDF
/// (RFC 5869, SHA-256).
public final class Vault {
    /// Bytes in a key-encryption key.
    public static final int KEY_BYTES = 32;

    private final byte[] keyEncryptionKey;
    private final Aead credentials;

    /// @param keyEncryptionKey [#KEY_BYTES] random bytes
    public Vault(byte[] keyEncryptionKey) {
        if (keyEncryptionKey.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key-encryption key has %d bytes, found %d"
                            .formatted(KEY_BYTES, keyEncryptionKey.length));
        }
        this.keyEncryptionKey = keyEncryptionKey.clone();
        credentials = aead(derive("credentials"));
    }

    /// The secret as ciphertext that only [#open] with the same id turns back.
    public Sealed seal(CredentialId id, SecretText secret) {
        byte[] plain = secret.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            return new Sealed(credentials.encrypt(plain, associated(id)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to encrypt", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// The secret that was sealed for this credential.
    ///
    /// @throws SealBroken when it was sealed under another key, for another id, or was altered
    public SecretText open(CredentialId id, Sealed sealed) {
        try {
            byte[] plain = credentials.decrypt(sealed.ciphertext(), associated(id));
            try {
                return new SecretText(new String(plain, StandardCharsets.UTF_8));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (GeneralSecurityException _) {
            throw new SealBroken(id);
        }
    }

    /// The key that the rows of the store are authenticated with.
    public byte[] rowMacKey() {
        return derive("row-mac");
    }

    /// Tells whether two requests are the same, without telling anything of what they hold.
    String fingerprint(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derive("requests"), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal(), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private byte[] derive(String purpose) {
        try {
            byte[] info = ("cardea/v1/" + purpose).getBytes(StandardCharsets.US_ASCII);
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(keyEncryptionKey)
                                    .thenExpand(info, KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 25 has HKDF-SHA256", e);
        }
    }

    /// Tink's primitive without its registry: the same code and format, ready in a tenth of the time.
    @AccessesPartialKey
    private static Aead aead(byte[] key) {
        try {
            return AesGcmJce.create(
                    AesGcmKey.builder()
                            .setParameters(
                                    AesGcmParameters.builder()
                                            .setKeySizeBytes(KEY_BYTES)
                                            .setIvSizeBytes(12)
                                            .setTagSizeBytes(16)
                                            .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                                            .build())
                            .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                            .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    private static byte[] associated(CredentialId id) {
        return id.value().getBytes(StandardCharsets.US_ASCII);
    }
}
