package dev.cardea.admin;

import dev.cardea.admin.Trouble.Kind;
import dev.cardea.calllog.CallCursor;
import dev.cardea.calllog.CallFilter;
import dev.cardea.calllog.CallFilter.Mirrors;
import dev.cardea.calllog.CallPage;
import dev.cardea.calllog.CallQuery;
import dev.cardea.control.DescribeStatus;
import dev.cardea.control.ExplainDiagnosis;
import dev.cardea.control.ExplainDiagnosis.Explained;
import dev.cardea.control.FindCalls;
import dev.cardea.control.Reach;
import dev.cardea.control.Replay;
import dev.cardea.control.SimulateCall;
import dev.cardea.control.SimulateCall.Imagined;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Operations on calls that were made or might be: the call log, diagnoses, simulation, status.
final class CallOperations {
    private static final String CALLS = Operations.ROOT + "/calls";
    private static final String DIAGNOSIS = Operations.ROOT + "/diagnoses/{id}";

    private final FindCalls findCalls;
    private final ExplainDiagnosis explainDiagnosis;
    private final SimulateCall simulateCall;
    private final DescribeStatus describeStatus;

    private CallOperations(Plane plane) {
        findCalls = new FindCalls(plane.callLog());
        explainDiagnosis =
                plane.control().explainDiagnosis(plane.callLog(), plane.admission(), plane.clock());
        simulateCall =
                new SimulateCall(plane.control().publisher(), plane.admission(), plane.clock());
        describeStatus =
                new DescribeStatus(
                        plane.control().publisher(),
                        plane.callLog(),
                        plane.clock(),
                        plane.config().node(),
                        plane.config().loops(),
                        () -> plane.upstreams().describeProviders().troubles(Reach.installation()));
    }

    static List<Operation> table(Plane plane) {
        var it = new CallOperations(plane);
        return List.of(
                filtered(
                                Operation.get(CALLS, "listCalls")
                                        .says("calls", "Calls, the newest first")
                                        .paged())
                        .answers(CallList.class, it::list),
                filtered(
                                Operation.get(CALLS + "/totals", "totalCalls")
                                        .says(
                                                "calls",
                                                "How many calls, with which outcome, tokens and cost"))
                        .answers(CallTotals.class, it::totals),
                Operation.get(CALLS + "/{id}", "showCall")
                        .says("calls", "One call")
                        .answers(CallRecord.class, it::show),
                Operation.get(DIAGNOSIS, "explainDiagnosis")
                        .says(
                                "diagnoses",
                                "Why a call was refused: the checks as they went, and what it would get now")
                        .answers(Explained.class, it::explain),
                Operation.get(DIAGNOSIS + "/then", "replayDiagnosis")
                        .says(
                                "diagnoses",
                                "The same call against the records that it was decided from")
                        .answers(Replay.class, it::then),
                Operation.post(Operations.ROOT + "/simulate", "simulateCall")
                        .says("diagnoses", "Whether a call would pass now; makes none")
                        .access(Access.READ)
                        .takes(Imagined.class, "ImaginedCall")
                        .answers(Replay.class, it::simulate),
                Operation.get(Operations.ROOT + "/status", "showStatus")
                        .says("status", "How the gateway is doing")
                        .answers(DescribeStatus.Status.class, it::status));
    }

    private static Operation.Draft filtered(Operation.Draft draft) {
        return draft.query("from", "calls at this time or later (RFC 3339)")
                .query("until", "calls before this time (RFC 3339)")
                .query("key", "the key's id")
                .query("organization", "the organization's id")
                .query("team", "the team's id")
                .query("application", "the application's id")
                .query("owner", "the owner's id")
                .query("reason", "the internal code")
                .query("status_class", "the first digit of the HTTP status")
                .query("model", "asked, sent or answered")
                .query("provider", "the provider's name")
                .query("outcome", "how it ended, such as completed or refused")
                .query("mirror_of", "copies of the call with this id")
                .query("mirrors", "mirrored copies of calls: without (the default), with, only");
    }

    record CallList(List<CallRecord> items, Optional<String> nextCursor) {}

    private Reply list(Ask ask) {
        CallQuery query = CallQuery.newest(filter(ask), ask.limit());
        Optional<CallCursor> cursor =
                ask.parameter(
                        "cursor",
                        it -> CallCursor.parse(it).orElseThrow(IllegalArgumentException::new));
        CallPage page = findCalls.page(ask.reach(), cursor.map(query::after).orElse(query));
        return Reply.of(new CallList(page.calls(), page.next().map(CallCursor::text)));
    }

    private Reply totals(Ask ask) {
        return Reply.of(CallTotals.of(findCalls.summary(ask.reach(), filter(ask))));
    }

    private static CallFilter filter(Ask ask) {
        return CallFilter.builder()
                .from(ask.parameter("from", CallOperations::time).orElse(null))
                .until(ask.parameter("until", CallOperations::time).orElse(null))
                .key(text(ask, "key"))
                .organization(text(ask, "organization"))
                .team(text(ask, "team"))
                .application(text(ask, "application"))
                .owner(text(ask, "owner"))
                .reason(text(ask, "reason"))
                .statusClass(ask.parameter("status_class", Integer::valueOf).orElse(null))
                .model(text(ask, "model"))
                .provider(text(ask, "provider"))
                .outcome(
                        ask.parameter("outcome", it -> Outcome.valueOf(it.toUpperCase(Locale.ROOT)))
                                .orElse(null))
                .mirrors(
                        ask.parameter("mirrors", it -> Mirrors.valueOf(it.toUpperCase(Locale.ROOT)))
                                .orElse(Mirrors.WITHOUT))
                .mirrorOf(text(ask, "mirror_of"))
                .build();
    }

    private Reply show(Ask ask) {
        return Reply.of(findCalls.one(ask.reach(), id(ask)));
    }

    private Reply explain(Ask ask) {
        return Reply.of(explainDiagnosis.explain(ask.reach(), id(ask)));
    }

    private Reply then(Ask ask) {
        return Reply.of(explainDiagnosis.then(ask.reach(), id(ask)));
    }

    private Reply simulate(Ask ask) {
        return Reply.of(simulateCall.simulate(ask.reach(), ask.body(Imagined.class)));
    }

    private Reply status(Ask ask) {
        if (ask.reach().limit().isPresent()) {
            throw Trouble.of(Kind.SCOPE_MISSING, "this needs the scope installation:read");
        }
        return Reply.of(describeStatus.describe());
    }

    private static String id(Ask ask) {
        return ask.path().getOrDefault("id", "");
    }

    private static @Nullable String text(Ask ask, String name) {
        return ask.parameter(name, it -> it).orElse(null);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("not a time");
        }
    }
}
