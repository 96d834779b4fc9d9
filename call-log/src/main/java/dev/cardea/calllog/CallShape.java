package dev.cardea.calllog;

import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All of a call that repeats: who called what with which model, and how it ended. Calls of one
/// application are alike in these, so the log keeps them once per day and file and refers to them by
/// number; that makes a call five times smaller and cheaper to keep.
///
/// Two shapes are equal when their days and the repeating parts of their calls are.
final class CallShape {
    private final long day;
    private final CallRecord call;
    private final int hash;

    CallShape(long day, CallRecord call) {
        this.day = day;
        this.call = call;
        hash = hash(day, call);
    }

    /// The example that the repeating parts are read from.
    CallRecord call() {
        return call;
    }

    long day() {
        return day;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    private static int hash(long day, CallRecord call) {
        int hash = Long.hashCode(day);
        hash = 31 * hash + call.path().hashCode();
        hash = 31 * hash + call.status();
        hash = 31 * hash + call.reason().hashCode();
        hash = 31 * hash + call.key().hashCode();
        hash = 31 * hash + call.address().hashCode();
        hash = 31 * hash + call.userAgent().hashCode();
        hash = 31 * hash + call.modelAsked().hashCode();
        hash = 31 * hash + call.modelAnswered().hashCode();
        hash = 31 * hash + call.provider().hashCode();
        hash = 31 * hash + Boolean.hashCode(call.streamed());
        return 31 * hash + Long.hashCode(call.snapshotRevision());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallShape that
                && hash == that.hash
                && day == that.day
                && same(call, that.call);
    }

    private static boolean same(CallRecord a, CallRecord b) {
        return a.status() == b.status()
                && a.outcome() == b.outcome()
                && a.streamed() == b.streamed()
                && a.usage().estimated() == b.usage().estimated()
                && a.snapshotRevision() == b.snapshotRevision()
                && a.key().equals(b.key())
                && a.path().equals(b.path())
                && a.address().equals(b.address())
                && a.userAgent().equals(b.userAgent())
                && a.modelAsked().equals(b.modelAsked())
                && a.modelSent().equals(b.modelSent())
                && a.modelAnswered().equals(b.modelAnswered())
                && a.provider().equals(b.provider())
                && a.reason().equals(b.reason())
                && a.method().equals(b.method())
                && a.endpoint().equals(b.endpoint())
                && a.dialect().equals(b.dialect())
                && a.owner().equals(b.owner())
                && a.application().equals(b.application())
                && a.team().equals(b.team())
                && a.organization().equals(b.organization())
                && a.environment().equals(b.environment())
                && a.node().equals(b.node())
                && same(a.attempts(), b.attempts());
    }

    private static boolean same(List<Attempt> a, List<Attempt> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            Attempt one = a.get(i);
            Attempt two = b.get(i);
            if (one.status() != two.status()
                    || !one.provider().equals(two.provider())
                    || !one.credential().equals(two.credential())
                    || !one.model().equals(two.model())
                    || !one.reason().equals(two.reason())
                    || !one.choice().equals(two.choice())) {
                return false;
            }
        }
        return true;
    }
}
