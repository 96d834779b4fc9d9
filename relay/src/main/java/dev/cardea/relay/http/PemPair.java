package dev.cardea.relay.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// A certificate and a private key in PEM files. The TLS libraries find out that two don't belong
/// together in the first handshake; this finds out before.
final class PemPair {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private PemPair() {}

    /// @throws GeneralSecurityException when the key isn't that of the first certificate, or either
    ///     can't be read
    static void check(Path certificates, Path privateKey)
            throws IOException, GeneralSecurityException {
        PublicKey shown;
        try (InputStream in = Files.newInputStream(certificates)) {
            shown = CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
        } catch (CertificateException e) {
            throw new CertificateException("a certificate in PEM ('CERTIFICATE') was expected", e);
        }
        PrivateKey kept = read(privateKey, shown.getAlgorithm());
        String algorithm =
                switch (shown.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> shown.getAlgorithm();
                };
        byte[] text = algorithm.getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(kept);
        signing.update(text);
        byte[] signature = signing.sign();
        signing.initVerify(shown);
        signing.update(text);
        if (!signing.verify(signature)) {
            throw new InvalidKeyException("the key is not the one of the certificate");
        }
    }

    private static PrivateKey read(Path file, String algorithm)
            throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END, begin + 1);
        if (begin < 0 || end < 0) {
            throw new InvalidKeyException(
                    "an unencrypted PKCS #8 key ('PRIVATE KEY') was expected");
        }
        String base64 = pem.substring(begin + BEGIN.length(), end).strip();
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("the key is not base64", e);
        }
    }
}
