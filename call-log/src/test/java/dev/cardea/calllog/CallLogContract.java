package dev.cardea.calllog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.calllog.CallFilter.Mirrors;
import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Cost;
import dev.cardea.model.Outcome;
import dev.cardea.model.RequestIds;
import dev.cardea.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every call log does.
abstract class CallLogContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");
    private CallLog log;

    abstract CallLog open();

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void callIsFoundByIdRightAfterItWasTaken() {
        CallRecord call = Calls.full("req_1", NOON);
        log.sink().accept(call);
        assertThat(log.find("req_1")).contains(Calls.withoutDiagnosis(call));
        assertThat(log.find("req_2")).isEmpty();
    }

    @Test
    void everyFieldOfACompletedCallComesBack() {
        CallRecord call = Calls.completed("req_1", NOON);
        log.sink().accept(call);
        assertThat(log.find("req_1")).contains(call);
    }

    @Test
    void aCostThatIsUnknownSaysWhatIsMissing() {
        Cost unknown = Cost.unknown(List.of("cache_read_price", "output_price"), true);
        CallRecord call = Calls.completed("req_1", NOON).with(unknown);
        log.sink().accept(call);
        assertThat(log.find("req_1").map(CallRecord::cost)).contains(unknown);
    }

    @Test
    void costsAreSummedAndUnknownOnesCounted() {
        log.sink().accept(Calls.completed("req_1", NOON));
        log.sink().accept(Calls.completed("req_2", NOON.plus(Duration.ofDays(1))));
        log.sink()
                .accept(
                        Calls.completed("req_3", NOON)
                                .with(Cost.unknown(List.of("input_price"), true)));
        CallSummary all = log.summary(CallFilter.everything());
        assertThat(all.costNanoUsd()).isEqualTo(2 * 3_812_345L);
        assertThat(all.unpricedCalls()).isEqualTo(1);
    }

    @Test
    void copiesOfCallsAreFoundWhereTheyAreAskedFor() {
        CallRecord call = Calls.completed("req_1", NOON);
        CallRecord copy = Calls.mirror("req_2", "req_1", NOON.plusSeconds(1));
        CallRecord other = Calls.mirror("req_3", "req_0", NOON.plusSeconds(2));
        List.of(call, copy, other).forEach(log.sink()::accept);
        assertThat(log.find("req_2")).contains(copy);
        assertThat(found(CallFilter.builder())).containsExactly("req_1");
        assertThat(found(CallFilter.builder().mirrors(Mirrors.WITH)))
                .containsExactly("req_3", "req_2", "req_1");
        assertThat(found(CallFilter.builder().mirrors(Mirrors.ONLY)))
                .containsExactly("req_3", "req_2");
        assertThat(found(CallFilter.builder().mirrorOf("req_1"))).containsExactly("req_2");
    }

    @Test
    void copiesOfCallsAreInNoTotalsUnlessAskedFor() {
        log.sink().accept(Calls.completed("req_1", NOON));
        log.sink().accept(Calls.mirror("req_2", "req_1", NOON.plusSeconds(1)));
        CallSummary own = log.summary(CallFilter.everything());
        assertThat(own.calls()).isEqualTo(1);
        assertThat(own.costNanoUsd()).isEqualTo(3_812_345L);
        assertThat(own.reasons()).isEmpty();
        CallSummary both = log.summary(CallFilter.builder().mirrors(Mirrors.WITH).build());
        assertThat(both.calls()).isEqualTo(2);
        assertThat(both.tokens().input()).isEqualTo(2_000);
        assertThat(both.reasons()).containsEntry("UPSTREAM_OVERLOADED", 1L);
    }

    @Test
    void timesAreKeptToTheMicrosecond() {
        log.sink().accept(Calls.completed("req_1", NOON.plusNanos(789)));
        assertThat(log.find("req_1").map(CallRecord::at)).contains(NOON);
    }

    @Test
    void textsOfAllScriptsComeBack() {
        CallRecord call = Calls.asking("req_1", NOON, "模型-ñ-\uD83D\uDE80-'\"\\;--");
        log.sink().accept(call);
        assertThat(log.find("req_1")).contains(call);
    }

    @Test
    void diagnosisOfARefusalIsFoundByTheCallsId() {
        CallRecord call = Calls.full("req_1", NOON);
        log.sink().accept(call);
        assertThat(log.diagnosis("req_1")).isEqualTo(call.diagnosis());
        assertThat(log.diagnosis("req_2")).isEmpty();
    }

    @Test
    void equalRefusalsKeepTheirOwnIdsAndTimes() {
        CallRecord first = Calls.full("req_1", NOON);
        CallRecord second = Calls.full("req_2", NOON.plusSeconds(1));
        log.sink().accept(first);
        log.sink().accept(second);
        assertThat(log.diagnosis("req_1")).isEqualTo(first.diagnosis());
        assertThat(log.diagnosis("req_2")).isEqualTo(second.diagnosis());
    }

    @Test
    void completedCallHasNoDiagnosis() {
        log.sink().accept(Calls.completed("req_1", NOON));
        assertThat(log.diagnosis("req_1")).isEmpty();
    }

    @Test
    void searchPagesNewestFirstOverDays() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String id = "req_%02d".formatted(i);
            log.sink().accept(Calls.completed(id, NOON.plus(Duration.ofHours(5L * i))));
            newestFirst.addFirst(id);
        }
        assertThat(pages(CallFilter.everything(), 4)).isEqualTo(newestFirst);
    }

    @Test
    void idsOfTheGatewaysComeBackAndPageInTheirOrder() {
        var ids = new RequestIds("node-1");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String id = ids.next(NOON);
            made.add(id);
            log.sink().accept(Calls.completed(id, NOON));
        }
        String otherTime = ids.next(NOON.plusSeconds(5));
        log.sink().accept(Calls.completed(otherTime, NOON.plusSeconds(1)));
        for (String id : made) {
            assertThat(log.find(id)).contains(Calls.completed(id, NOON));
        }
        assertThat(log.find(otherTime)).contains(Calls.completed(otherTime, NOON.plusSeconds(1)));
        assertThat(log.find(ids.next(NOON))).isEmpty();
        made.sort(Comparator.reverseOrder());
        made.addFirst(otherTime);
        assertThat(pages(CallFilter.everything(), 2)).isEqualTo(made);
    }

    @Test
    void callsThatDifferInAnAttemptsChoiceAloneKeepTheirOwn() {
        CallRecord one = choosing("req_1", "least load");
        CallRecord two = choosing("req_2", "kept for the conversation");
        log.sink().accept(one);
        log.sink().accept(two);
        assertThat(log.find("req_1")).contains(one);
        assertThat(log.find("req_2")).contains(two);
    }

    private static CallRecord choosing(String id, String choice) {
        return CallRecord.begun(id, NOON)
                .attempts(List.of(new Attempt("openai", "cred_1", "gpt-5", 200, "", 7, choice)))
                .build();
    }

    @Test
    void callsOfTheSameMicrosecondAreAllPaged() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            log.sink().accept(Calls.completed("req_" + i, NOON));
            ids.addFirst("req_" + i);
        }
        assertThat(pages(CallFilter.everything(), 3)).isEqualTo(ids);
    }

    @Test
    void newCallsDontShiftAPage() {
        log.sink().accept(Calls.completed("req_1", NOON));
        log.sink().accept(Calls.completed("req_2", NOON.plusSeconds(1)));
        CallQuery query = CallQuery.newest(CallFilter.everything(), 1);
        CallPage first = log.search(query);
        log.sink().accept(Calls.completed("req_3", NOON.plusSeconds(2)));
        CallPage second = log.search(query.after(first.next().orElseThrow()));
        assertThat(ids(first)).containsExactly("req_2");
        assertThat(ids(second)).containsExactly("req_1");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void searchWithoutMatchIsAnEmptyLastPage() {
        CallPage page = log.search(CallQuery.newest(CallFilter.everything(), 10));
        assertThat(page.calls()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void eachConditionNarrows() {
        CallRecord done = Calls.completed("req_done", NOON);
        CallRecord refused = Calls.full("req_refused", NOON.plusSeconds(1));
        log.sink().accept(done);
        log.sink().accept(refused);
        assertThat(found(CallFilter.builder().from(NOON.plusSeconds(1))))
                .containsExactly("req_refused");
        assertThat(found(CallFilter.builder().until(NOON.plusSeconds(1))))
                .containsExactly("req_done");
        assertThat(found(CallFilter.builder().key(done.key()))).containsExactly("req_done");
        assertThat(found(CallFilter.builder().organization(done.organization())))
                .containsExactly("req_done");
        assertThat(found(CallFilter.builder().team(done.team()))).containsExactly("req_done");
        assertThat(found(CallFilter.builder().application(done.application())))
                .containsExactly("req_done");
        assertThat(found(CallFilter.builder().owner(done.owner()))).containsExactly("req_done");
        assertThat(found(CallFilter.builder().reason(refused.reason())))
                .containsExactly("req_refused");
        assertThat(found(CallFilter.builder().statusClass(4))).containsExactly("req_refused");
        assertThat(found(CallFilter.builder().statusClass(2))).containsExactly("req_done");
        assertThat(found(CallFilter.builder().statusClass(0))).isEmpty();
        assertThat(found(CallFilter.builder().provider("openai"))).containsExactly("req_done");
        assertThat(found(CallFilter.builder().outcome(Outcome.REFUSED)))
                .containsExactly("req_refused");
        for (String name : List.of(done.modelAsked(), done.modelSent(), done.modelAnswered())) {
            assertThat(found(CallFilter.builder().model(name))).containsExactly("req_done");
        }
    }

    @Test
    void conditionsHoldTogether() {
        log.sink().accept(Calls.completed("req_1", NOON));
        assertThat(
                        found(
                                CallFilter.builder()
                                        .outcome(Outcome.COMPLETED)
                                        .statusClass(2)
                                        .provider("openai")))
                .containsExactly("req_1");
        assertThat(found(CallFilter.builder().outcome(Outcome.COMPLETED).provider("anthropic")))
                .isEmpty();
    }

    @Test
    void filterTextIsDataNotSyntax() {
        log.sink().accept(Calls.completed("req_1", NOON));
        assertThat(found(CallFilter.builder().key("' OR '1'='1"))).isEmpty();
    }

    @Test
    void summaryCountsCallsReasonsAndTokens() {
        assertThat(log.summary(CallFilter.everything())).isEqualTo(CallSummary.NONE);
        CallRecord done = Calls.completed("req_1", NOON);
        CallRecord refused = Calls.full("req_2", NOON.plus(Duration.ofDays(1)));
        log.sink().accept(done);
        log.sink().accept(Calls.completed("req_3", NOON));
        log.sink().accept(refused);
        CallSummary all = log.summary(CallFilter.everything());
        assertThat(all.calls()).isEqualTo(3);
        assertThat(all.outcomes())
                .containsOnly(Map.entry(Outcome.COMPLETED, 2L), Map.entry(Outcome.REFUSED, 1L));
        assertThat(all.reasons()).containsOnly(Map.entry(refused.reason(), 1L));
        Usage one = done.usage();
        assertThat(all.tokens())
                .isEqualTo(
                        new Usage(
                                2 * one.input(),
                                2 * one.output(),
                                2 * one.cachedInput(),
                                2 * one.cacheWrite(),
                                2 * one.reasoning(),
                                true));
        assertThat(all.estimatedCalls()).isEqualTo(2);
        assertThat(log.summary(CallFilter.builder().outcome(Outcome.REFUSED).build()).calls())
                .isEqualTo(1);
    }

    @Test
    void forgottenDaysAreGoneAndTheRestStays() {
        log.sink().accept(Calls.full("req_old", NOON.minus(Duration.ofDays(2))));
        log.sink().accept(Calls.full("req_yesterday", NOON.minus(Duration.ofDays(1))));
        log.sink().accept(Calls.full("req_today", NOON));
        assertThat(log.forgetBefore(LocalDate.parse("2026-11-22"))).isEqualTo(2);
        assertThat(found(CallFilter.builder())).containsExactly("req_today");
        assertThat(log.diagnosis("req_old")).isEmpty();
        assertThat(log.diagnosis("req_today")).isPresent();
        assertThat(log.forgetBefore(LocalDate.parse("2026-11-22"))).isZero();
    }

    @Test
    void statusCountsWhatWasTaken() {
        log.sink().accept(Calls.completed("req_1", NOON));
        assertThat(log.flush(Duration.ofSeconds(10))).isTrue();
        CallLogStatus status = log.status();
        assertThat(status.state()).isEqualTo(CallLogStatus.State.OPEN);
        assertThat(status.taken()).isEqualTo(1);
        assertThat(status.dropped()).isZero();
        assertThat(status.queued()).isZero();
        assertThat(status.trouble()).isEmpty();
    }

    @Test
    void whatComesAfterTheEndIsDroppedAndCounted() {
        log.close();
        log.sink().accept(Calls.completed("req_1", NOON));
        assertThat(log.sink().dropped()).isEqualTo(1);
        assertThat(log.status().state()).isEqualTo(CallLogStatus.State.CLOSED);
    }

    private List<String> pages(CallFilter filter, int limit) {
        List<String> ids = new ArrayList<>();
        CallQuery query = CallQuery.newest(filter, limit);
        Optional<CallCursor> next;
        do {
            CallPage page = log.search(query);
            assertThat(page.calls()).hasSizeLessThanOrEqualTo(limit);
            ids.addAll(ids(page));
            next = page.next();
            if (next.isPresent()) {
                query = query.after(CallCursor.parse(next.get().text()).orElseThrow());
            }
        } while (next.isPresent());
        return ids;
    }

    private List<String> found(CallFilter.Builder filter) {
        return ids(log.search(CallQuery.newest(filter.build(), 100)));
    }

    private static List<String> ids(CallPage page) {
        return page.calls().stream().map(CallRecord::id).toList();
    }
}
