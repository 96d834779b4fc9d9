package dev.cardea.dialect.classify;

import java.util.List;
import java.util.Optional;

/// What the gateway knows besides the answer, which settles answers that mean several things.
public final class Knowledge {
    /// A credential was sent, and nothing else is known.
    public static final Knowledge PLAIN =
            new Knowledge(true, Optional.empty(), false, false, "", List.of());

    private final boolean credentialSent;
    private final Optional<String> credentialVendor;
    private final boolean incident;
    private final boolean modelRetired;
    private final String model;
    private final List<String> secrets;

    private Knowledge(
            boolean credentialSent,
            Optional<String> credentialVendor,
            boolean incident,
            boolean modelRetired,
            String model,
            List<String> secrets) {
        this.credentialSent = credentialSent;
        this.credentialVendor = credentialVendor;
        this.incident = incident;
        this.modelRetired = modelRetired;
        this.model = model;
        this.secrets = List.copyOf(secrets);
    }

    /// The same when no credential was sent.
    public Knowledge withoutCredential() {
        return new Knowledge(false, Optional.empty(), incident, modelRetired, model, List.of());
    }

    /// The same with the secret that was sent: its prefix tells the vendor, and it is taken out of
    /// every text, whatever its shape.
    public Knowledge withSecret(String secret) {
        return new Knowledge(
                !secret.isBlank(),
                KeyShapes.standard().vendorOf(secret),
                incident,
                modelRetired,
                model,
                List.of(secret));
    }

    /// The same with what is known of the model that was asked for.
    ///
    /// @param retired whether the catalogue says that the provider doesn't serve it any more
    public Knowledge withModel(String model, boolean retired) {
        return new Knowledge(credentialSent, credentialVendor, incident, retired, model, secrets);
    }

    /// The same while the provider reports an incident, or fails for everybody.
    public Knowledge withIncident() {
        return new Knowledge(credentialSent, credentialVendor, true, modelRetired, model, secrets);
    }

    boolean credentialSent() {
        return credentialSent;
    }

    Optional<String> credentialVendor() {
        return credentialVendor;
    }

    /// Whether what was sent has no vendor's prefix: 32 or 84 letters and digits, as Azure's keys.
    boolean plainCredential() {
        return secrets.stream().anyMatch(s -> s.matches("[A-Za-z0-9]{32}|[A-Za-z0-9]{84}"));
    }

    boolean incident() {
        return incident;
    }

    boolean modelRetired() {
        return modelRetired;
    }

    String model() {
        return model;
    }

    List<String> secrets() {
        return secrets;
    }

    @Override
    public String toString() {
        return "Knowledge[sent=%s, vendor=%s, incident=%s, retired=%s]"
                .formatted(credentialSent, credentialVendor.orElse("?"), incident, modelRetired);
    }
}
