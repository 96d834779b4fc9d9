package dev.cardea.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is kept of one call; exactly one on every path. Texts are empty where they don't apply, and
/// none holds a secret or a query string.
///
/// @param id the request id
/// @param at when its head was complete
/// @param mirrorOf the id of the call that this is a mirrored copy of, made by the gateway; empty for
///     a caller's own
/// @param status the HTTP status that the caller got, of a copy the one that its provider gave; 0 when
///     there was none
/// @param outcome how it ended
/// @param reason the internal code when it was refused or failed
/// @param key the key's id, when one was proven
/// @param address the client's
/// @param endpoint the name of the [Endpoint]
/// @param modelAsked as the caller named it
/// @param modelSent as the provider was asked
/// @param modelAnswered as the provider named it
/// @param provider the name of the provider that answered, or failed last
/// @param upstreamRequestId as the provider gave it
/// @param firstByteMicros from `at` to the first byte to the client, -1 when there was none
/// @param totalMicros from `at` to the end
/// @param bytesIn body bytes from the client
/// @param bytesOut body bytes to the client
/// @param cost by the prices known when it was kept; before that none
/// @param diagnosis the checks, for a refusal
@Copied
public record CallRecord(
        String id,
        Instant at,
        String node,
        String environment,
        String method,
        String path,
        String endpoint,
        String dialect,
        int status,
        Outcome outcome,
        String reason,
        String key,
        String organization,
        String team,
        String application,
        String owner,
        String address,
        String userAgent,
        String session,
        String mirrorOf,
        String modelAsked,
        String modelSent,
        String modelAnswered,
        String provider,
        String upstreamRequestId,
        List<Attempt> attempts,
        boolean streamed,
        Usage usage,
        Cost cost,
        long firstByteMicros,
        long totalMicros,
        long bytesIn,
        long bytesOut,
        long snapshotRevision,
        Optional<Diagnosis> diagnosis) {
    public CallRecord {
        attempts = List.copyOf(attempts);
    }

    /// One of a caller's own to be filled in: completed, without a first byte and not priced yet; what
    /// isn't named is empty.
    ///
    /// @param id the request id
    /// @param at when its head was complete
    public static CallRecordBuilder begun(String id, Instant at) {
        return CallRecordBuilder.builder()
                .id(id)
                .at(at)
                .node("")
                .environment("")
                .method("")
                .path("")
                .endpoint("")
                .dialect("")
                .outcome(Outcome.COMPLETED)
                .reason("")
                .key("")
                .organization("")
                .team("")
                .application("")
                .owner("")
                .address("")
                .userAgent("")
                .session("")
                .mirrorOf("")
                .modelAsked("")
                .modelSent("")
                .modelAnswered("")
                .provider("")
                .upstreamRequestId("")
                .attempts(List.of())
                .usage(Usage.NONE)
                .cost(Cost.NONE)
                .firstByteMicros(-1)
                .diagnosis(Optional.empty());
    }

    /// The same record with its diagnosis.
    public CallRecord with(Diagnosis diagnosis) {
        return with(cost, Optional.of(diagnosis));
    }

    /// The same record without its diagnosis, at this time.
    public CallRecord bare(Instant at) {
        return CallRecordBuilder.builder(this).at(at).diagnosis(Optional.empty()).build();
    }

    /// The same record with what it costs.
    public CallRecord with(Cost cost) {
        return with(cost, diagnosis);
    }

    /// What became of a copy that this record, written when it went out, is of.
    ///
    /// @param of the id of the call that was copied
    /// @param attempt the only one
    /// @param totalMicros from `at` to the end
    public CallRecord mirroring(
            String of,
            Outcome outcome,
            Attempt attempt,
            String upstreamRequestId,
            String modelAnswered,
            boolean streamed,
            Usage usage,
            long totalMicros) {
        return CallRecordBuilder.builder(this)
                .mirrorOf(of)
                .status(attempt.status())
                .outcome(outcome)
                .reason(attempt.reason())
                .attempts(List.of(attempt))
                .upstreamRequestId(upstreamRequestId)
                .modelAnswered(modelAnswered)
                .streamed(streamed)
                .usage(usage)
                .totalMicros(totalMicros)
                .build();
    }

    private CallRecord with(Cost cost, Optional<Diagnosis> diagnosis) {
        return CallRecordBuilder.builder(this).cost(cost).diagnosis(diagnosis).build();
    }
}
