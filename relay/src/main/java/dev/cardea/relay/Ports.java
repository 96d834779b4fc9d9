package dev.cardea.relay;

import dev.cardea.admission.Admission;
import dev.cardea.model.CallSink;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.Readings;
import dev.cardea.model.Snapshot;
import dev.cardea.model.UpstreamAuth;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the data plane needs of the others.
///
/// @param snapshots the newest one, null while there is none to decide from
/// @param readings what else a decision depends on
/// @param calls takes the record of each call
/// @param auth authenticates the gateway at providers
/// @param watch how the credentials that it uses there fare
/// @param local answers the paths that the gateway serves itself
/// @param targets how the targets of routes do
/// @param models what is known of models, where a route doesn't say
/// @param states where it is written down whose the states at providers are
record Ports(
        Supplier<@Nullable Snapshot> snapshots,
        Supplier<Readings> readings,
        Admission admission,
        CallSink calls,
        UpstreamAuth auth,
        CredentialWatch watch,
        LocalEndpoint local,
        TargetBoard targets,
        ModelFacts models,
        StateJournal states) {

    /// With nothing known of targets yet, and of models.
    Ports(
            Supplier<@Nullable Snapshot> snapshots,
            Supplier<Readings> readings,
            Admission admission,
            CallSink calls,
            UpstreamAuth auth,
            CredentialWatch watch,
            LocalEndpoint local) {
        this(
                snapshots,
                readings,
                admission,
                calls,
                auth,
                watch,
                local,
                new TargetBoard(),
                ModelFacts.UNKNOWN,
                StateJournal.NONE);
    }
}
