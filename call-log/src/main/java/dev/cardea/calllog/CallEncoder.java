package dev.cardea.calllog;

import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Cost;
import dev.cardea.model.Diagnosis;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns calls into spool entries, and writes what they have in common only once per file. For one
/// thread.
final class CallEncoder {
    /// Longer texts are cut: callers choose some of them.
    static final int MAX_TEXT = 1_024;

    /// When callers vary what should repeat, the memory for it starts anew instead of growing.
    private static final int MAX_SHAPES = 8_192;

    private static final int MAX_REFUSALS = 512;

    private final Map<CallShape, Integer> shapes = new HashMap<>();
    private final Map<Diagnosis, Integer> refusals = new HashMap<>();
    private int shapeCount;
    private int refusalCount;

    /// Forgets what was written: a new file starts.
    void startSegment() {
        shapes.clear();
        refusals.clear();
        shapeCount = 0;
        refusalCount = 0;
    }

    /// Whether the file can't take more numbers.
    boolean isSegmentFull() {
        return Math.max(shapeCount, refusalCount) >= SpoolFormat.NUMBERS_PER_SEGMENT - 1;
    }

    /// @param cost in place of the record's own
    void encode(CallRecord call, Cost cost, ByteWriter to) {
        long at = Micros.of(call.at());
        long day = Micros.day(at);
        int shape = shape(new CallShape(day, call), to);
        int refusal = call.diagnosis().isPresent() ? refusal(call.diagnosis().get(), day, to) : 0;
        boolean mirrored = !call.mirrorOf().isEmpty();
        to.writeByte(mirrored ? SpoolFormat.MIRRORED_CALL : SpoolFormat.PRICED_CALL);
        to.writeNumber(at);
        to.writeText(clip(call.id()));
        to.writeNumber(shape);
        to.writeText(clip(call.upstreamRequestId()));
        to.writeText(clip(call.session()));
        to.writeNumber(call.usage().input());
        to.writeNumber(call.usage().output());
        to.writeNumber(call.usage().cachedInput());
        to.writeNumber(call.usage().cacheWrite());
        to.writeNumber(call.usage().reasoning());
        to.writeNumber(call.firstByteMicros());
        to.writeNumber(call.totalMicros());
        to.writeNumber(call.bytesIn());
        to.writeNumber(call.bytesOut());
        to.writeNumber(call.attempts().size());
        for (Attempt attempt : call.attempts()) {
            to.writeNumber(attempt.micros());
        }
        CostText.write(cost, to);
        if (mirrored) {
            to.writeText(clip(call.mirrorOf()));
        }
        to.writeNumber(refusal);
        if (refusal > 0) {
            Diagnosis diagnosis = call.diagnosis().orElseThrow();
            to.writeNumber(Micros.of(diagnosis.at()));
            to.writeNumber(Micros.of(diagnosis.snapshotAsOf()));
        }
    }

    private int shape(CallShape shape, ByteWriter to) {
        Integer known = shapes.get(shape);
        if (known != null) {
            return known;
        }
        if (shapes.size() >= MAX_SHAPES) {
            shapes.clear();
        }
        int number = ++shapeCount;
        CallRecord call = shape.call();
        shapes.put(new CallShape(shape.day(), call.bare(call.at())), number);
        to.writeByte(SpoolFormat.SHAPE);
        to.writeNumber(number);
        to.writeNumber(shape.day());
        to.writeNumber(call.status());
        to.writeByte(call.streamed() ? 1 : 0);
        to.writeByte(call.usage().estimated() ? 1 : 0);
        to.writeNumber(call.snapshotRevision());
        for (String text : ShapeTexts.of(call)) {
            to.writeText(clip(text));
        }
        to.writeText(AttemptText.write(call.attempts()));
        return number;
    }

    private int refusal(Diagnosis diagnosis, long day, ByteWriter to) {
        var common =
                new Diagnosis(
                        // The day keeps those of different days apart, as shapes are.
                        Long.toString(day),
                        Instant.EPOCH,
                        diagnosis.node(),
                        diagnosis.snapshotRevision(),
                        Instant.EPOCH,
                        diagnosis.code(),
                        diagnosis.contributing(),
                        diagnosis.words(),
                        diagnosis.call(),
                        diagnosis.checks(),
                        diagnosis.upstream());
        Integer known = refusals.get(common);
        if (known != null) {
            return known;
        }
        if (refusals.size() >= MAX_REFUSALS) {
            refusals.clear();
        }
        int number = ++refusalCount;
        refusals.put(common, number);
        to.writeByte(SpoolFormat.REFUSAL);
        to.writeNumber(number);
        to.writeNumber(day);
        to.writeText(DiagnosisText.write(diagnosis));
        return number;
    }

    private static String clip(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    /// The repeating texts of a call, in the order of the columns [CallColumns#SHAPE_TEXTS].
    private static final class ShapeTexts {
        private ShapeTexts() {}

        static List<String> of(CallRecord call) {
            return List.of(
                    call.node(),
                    call.environment(),
                    call.method(),
                    call.path(),
                    call.endpoint(),
                    call.dialect(),
                    call.outcome().name(),
                    call.reason(),
                    call.key(),
                    call.organization(),
                    call.team(),
                    call.application(),
                    call.owner(),
                    call.address(),
                    call.userAgent(),
                    call.modelAsked(),
                    call.modelSent(),
                    call.modelAnswered(),
                    call.provider());
        }
    }
}
