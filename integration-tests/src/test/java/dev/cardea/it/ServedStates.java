package dev.cardea.it;

import static java.util.Map.entry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;

/// How each state that a denial scenario describes comes about through the admin API.
final class ServedStates {
    private static final String OFFICE = "{\"grants\":{\"allowed_networks\":[\"203.0.113.0/24\"]}}";

    /// By scenario; a scenario that isn't here needs nothing but its request.
    static final Map<String, Consumer<Tenant>> ALL =
            Map.ofEntries(
                    entry("D075", it -> it.changeKey(time("not_before", 86_400))),
                    entry("D076", it -> it.changeKey(time("expires_at", -3_600))),
                    entry("D077", it -> it.changeKey(time("expires_at", 0))),
                    entry(
                            "D081",
                            it -> it.step("revoke", "{\"reason\":\"administrator revoked it\"}")),
                    entry(
                            "D082",
                            it ->
                                    it.step(
                                            "revoke",
                                            "{\"reason\":\"a scan found the leak\",\"leaked\":true}")),
                    entry("D083", it -> it.step("disable", "{}")),
                    entry("D085", Tenant::deleteKey),
                    entry("D089", Tenant::deleteOwner),
                    entry("D090", it -> it.changeOwner("{\"standing\":\"inactive\"}")),
                    entry("D091", it -> it.changeOwner("{\"standing\":\"suspended_billing\"}")),
                    entry("D092", it -> it.changeOwner("{\"standing\":\"suspended_policy\"}")),
                    entry("D093", it -> it.changeOwner("{\"standing\":\"under_review\"}")),
                    entry("D094", it -> it.changeOwner(time("locked_until", 1_800))),
                    entry("D095", it -> it.changeOwner(time("locked_until", -1))),
                    entry("D099", ServedStates::disabledServiceAccount),
                    entry("D100", it -> it.changeTeam("{\"state\":\"suspended\"}")),
                    entry("D101", Tenant::deleteTeam),
                    entry("D102", it -> it.changeApplication("{\"state\":\"suspended\"}")),
                    entry("D122", it -> it.changeKey(OFFICE)),
                    entry("D123", it -> it.changeOrganization(OFFICE)),
                    entry("D124", it -> it.changeKey(OFFICE)),
                    entry("D125", it -> it.changeKey(OFFICE)),
                    entry(
                            "D127",
                            it -> it.changeKey(grants("blocked_networks", "198.51.100.0/24"))),
                    entry("D128", it -> it.changeKey(OFFICE)),
                    entry("D134", it -> it.changeKey(grants("scopes", "models:read"))),
                    entry("D136", it -> it.changeKey(grants("endpoints", "/v1/chat/*"))),
                    entry("D139", it -> it.changeKey(grants("models", "m1"))),
                    entry(
                            "D140",
                            it ->
                                    it.changeKey(grants("models", "*"))
                                            .changeTeam(grants("models", "m1"))),
                    entry("D152", it -> it.changeKey(grants("models", "m1\",\"gpt-4"))));

    private ServedStates() {}

    private static void disabledServiceAccount(Tenant tenant) {
        tenant.answeredForBy(tenant.owner("robot", "service_account"))
                .changeOwner("{\"standing\":\"disabled\"}");
    }

    private static String time(String member, long secondsFromNow) {
        Instant at = Instant.now().plusSeconds(secondsFromNow).truncatedTo(ChronoUnit.MICROS);
        return "{\"%s\":\"%s\"}".formatted(member, at);
    }

    private static String grants(String member, String item) {
        return "{\"grants\":{\"%s\":[\"%s\"]}}".formatted(member, item);
    }
}
