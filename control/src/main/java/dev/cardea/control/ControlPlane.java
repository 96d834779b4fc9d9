package dev.cardea.control;

import dev.cardea.admission.Admission;
import dev.cardea.calllog.CallLog;
import dev.cardea.model.SecretForms;
import dev.cardea.storage.Store;
import java.security.SecureRandom;
import java.time.InstantSource;

/// All use cases of one installation, put together.
public final class ControlPlane {
    private final Store store;
    private final SnapshotPublisher publisher;
    private final Records records;
    private final Changes changes;
    private final Vault vault;
    private final SecretForms forms;
    private final SecureRandom random;
    private final String tag;

    /// @param forms that secrets of providers have
    /// @param tag of the installation, as the snapshot has it
    public ControlPlane(
            Store store,
            SnapshotPublisher publisher,
            Vault vault,
            SecretForms forms,
            String tag,
            InstantSource clock,
            SecureRandom random) {
        this.store = store;
        this.publisher = publisher;
        this.vault = vault;
        this.forms = forms;
        this.tag = tag;
        this.random = random;
        records = new Records(store);
        changes = new Changes(store, records, publisher, clock);
    }

    public SnapshotPublisher publisher() {
        return publisher;
    }

    public Records records() {
        return records;
    }

    /// Marks a request that may come again.
    ///
    /// @param key the client's own
    /// @param parts all that tells the request from others; may hold secrets
    public Mandate.RepeatKey repeatKey(String key, byte[]... parts) {
        return new Mandate.RepeatKey(key, vault.fingerprint(parts));
    }

    public FirstStart firstStart() {
        return new FirstStart(changes, tag, random);
    }

    public ApplyConfiguration applyConfiguration() {
        return new ApplyConfiguration(changes, vault, forms);
    }

    public CreateOrganization createOrganization() {
        return new CreateOrganization(changes, random);
    }

    public ChangeOrganization changeOrganization() {
        return new ChangeOrganization(changes);
    }

    public DeleteOrganization deleteOrganization() {
        return new DeleteOrganization(changes);
    }

    public CreateTeam createTeam() {
        return new CreateTeam(changes, random);
    }

    public ChangeTeam changeTeam() {
        return new ChangeTeam(changes);
    }

    public DeleteTeam deleteTeam() {
        return new DeleteTeam(changes);
    }

    public CreateApplication createApplication() {
        return new CreateApplication(changes, random);
    }

    public ChangeApplication changeApplication() {
        return new ChangeApplication(changes);
    }

    public DeleteApplication deleteApplication() {
        return new DeleteApplication(changes);
    }

    public CreateOwner createOwner() {
        return new CreateOwner(changes, random);
    }

    public ChangeOwner changeOwner() {
        return new ChangeOwner(changes);
    }

    public DeleteOwner deleteOwner() {
        return new DeleteOwner(changes);
    }

    public IssueKey issueKey() {
        return new IssueKey(changes, tag, random);
    }

    public ChangeKey changeKey() {
        return new ChangeKey(changes);
    }

    public DisableKey disableKey() {
        return new DisableKey(changes);
    }

    public EnableKey enableKey() {
        return new EnableKey(changes);
    }

    public RevokeKey revokeKey() {
        return new RevokeKey(changes);
    }

    public DeleteKey deleteKey() {
        return new DeleteKey(changes);
    }

    public FindAffectedKeys findAffectedKeys() {
        return new FindAffectedKeys(records, publisher::snapshot);
    }

    public ExplainDiagnosis explainDiagnosis(
            CallLog callLog, Admission admission, InstantSource clock) {
        return new ExplainDiagnosis(callLog, store, publisher, admission, clock);
    }

    public CreateProvider createProvider() {
        return new CreateProvider(changes, random);
    }

    public ChangeProvider changeProvider() {
        return new ChangeProvider(changes);
    }

    public ApplyRoutes applyRoutes() {
        return new ApplyRoutes(changes);
    }

    public CreateRoute createRoute() {
        return new CreateRoute(changes, random);
    }

    public ChangeRoute changeRoute() {
        return new ChangeRoute(changes);
    }

    public DeleteRoute deleteRoute() {
        return new DeleteRoute(changes);
    }

    public AddCredential addCredential() {
        return new AddCredential(changes, vault, forms, random);
    }

    public ChangeCredential changeCredential() {
        return new ChangeCredential(changes, vault, forms);
    }
}
