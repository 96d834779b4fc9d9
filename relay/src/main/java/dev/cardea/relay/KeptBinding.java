package dev.cardea.relay;

import dev.cardea.dialect.scan.BatchItem;
import dev.cardea.dialect.scan.RequestScan.StateReference;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Decision.Admit;
import dev.cardea.model.KeptPath;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Readings;
import dev.cardea.model.Reasons;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import dev.cardea.relay.Binding.Bound;
import dev.cardea.relay.Binding.Narrowed;
import dev.cardea.relay.Binding.Refused;
import dev.cardea.relay.KeptStates.Kept;
import dev.cardea.relay.KeptStates.Origin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a call goes that is about things which providers keep: to who keeps the thing that it names,
/// and a new one where its requests lead, should it be a batch.
final class KeptBinding {
    private final Plane plane;
    private final Arrival arrival;
    private final Admit admit;
    private final Snapshot snapshot;
    private final Readings readings;
    private final OrganizationId organization;
    private @Nullable BatchGuard guard;

    KeptBinding(Plane plane, Arrival arrival, Admit admit, Snapshot snapshot, Readings readings) {
        this.plane = plane;
        this.arrival = arrival;
        this.admit = admit;
        this.snapshot = snapshot;
        this.readings = readings;
        organization = admit.caller().key().organization();
    }

    /// What binds the admitted call, whose body is here or too long to be waited for.
    Binding binding() {
        KeptPath path = arrival.operation().kept().orElseThrow();
        String method = arrival.head().method();
        if (path.namesThing()) {
            return ofThing(path.id());
        }
        if (path.lists(method)) {
            return ofList();
        }
        return switch (path.endpoint()) {
            case FILES, MESSAGE_BATCHES -> ofBatch();
            case BATCHES -> ofOrder();
            default -> Binding.NONE;
        };
    }

    /// It goes to who keeps the thing, with the credential that made it.
    private Binding ofThing(String id) {
        for (Target target : admit.route().targets()) {
            ProviderId provider = target.provider().id();
            Origin origin = plane.states().of(new Kept(provider, id));
            if (origin != null && origin.organization().equals(organization)) {
                return new Narrowed(Binding.narrowed(admit.route(), provider), origin.credential());
            }
        }
        return Binding.refused("path");
    }

    /// A list is asked for with the credential that the organization made something with last.
    private Binding ofList() {
        ProviderId provider = admit.route().targets().getFirst().provider().id();
        String credential = plane.states().lastCredential(provider, organization);
        boolean there =
                snapshot.models().credentials(provider).stream()
                        .anyMatch(it -> it.id().value().equals(credential));
        return new Bound(there ? credential : "");
    }

    /// A new file, or a batch in the body: its requests are decided as they go by.
    private Binding ofBatch() {
        List<Target> targets = admit.route().targets();
        BatchGuard decides =
                new BatchGuard(
                        plane,
                        arrival,
                        snapshot,
                        readings,
                        organization,
                        targets.size() == 1 ? targets.getFirst().provider() : null);
        guard = decides;
        arrival.body().guardItems(this::fault);
        Fault fault = arrival.body().vetted();
        Provider provider = decides.provider();
        if (fault != null) {
            return new Refused(Failure.of(fault));
        }
        if (provider == null) {
            return malformed("a batch of one request at least was expected");
        }
        return new Narrowed(Binding.narrowed(admit.route(), provider.id()), "");
    }

    private boolean mayUse(StateReference file) {
        for (Target target : admit.route().targets()) {
            Origin origin = plane.states().of(new Kept(target.provider().id(), file.id()));
            if (origin != null && !origin.organization().equals(organization)) {
                return false;
            }
        }
        return true;
    }

    /// Files that nobody here stored are left to the provider; answers that nobody here got aren't.
    private @Nullable Fault fault(BatchItem item) {
        for (StateReference state : item.states()) {
            if (ofThing(state.id()) instanceof Refused) {
                return notYours(state.field());
            }
        }
        for (StateReference file : item.files()) {
            if (!mayUse(file)) {
                return notYours(file.field());
            }
        }
        return guard == null ? null : guard.fault(item);
    }

    private static Fault notYours(String field) {
        return new Fault(Reasons.of("PROVIDER_STATE_NOT_YOURS"), Map.of("field", field));
    }

    /// To have a batch file worked off that was read when it was stored. Another key may have stored
    /// it, so that its requests are decided once more.
    private Binding ofOrder() {
        List<StateReference> files = arrival.body().files();
        String id = files.isEmpty() ? "" : files.getFirst().id();
        for (Target target : admit.route().targets()) {
            Provider provider = target.provider();
            Origin origin = plane.states().of(new Kept(provider.id(), id));
            if (origin == null || !origin.organization().equals(organization)) {
                continue;
            }
            if (origin.uses().isEmpty()) {
                return malformed(
                        "'input_file_id' names a file that wasn't stored with the purpose 'batch' here");
            }
            BatchGuard decides =
                    new BatchGuard(plane, arrival, snapshot, readings, organization, provider);
            for (BatchItem item : BatchUses.items(origin.uses())) {
                Fault fault = decides.fault(item);
                if (fault != null) {
                    return new Refused(Failure.of(fault));
                }
            }
            return new Narrowed(
                    Binding.narrowed(admit.route(), provider.id()), origin.credential());
        }
        return Binding.refused("input_file_id");
    }

    private static Binding malformed(String detail) {
        return new Refused(
                Failure.of(new Fault(Reasons.of("REQUEST_MALFORMED"), Map.of("detail", detail))));
    }
}
