package dev.cardea.admission;

import dev.cardea.model.Call;
import dev.cardea.model.Stage;

/// Whether a browser asks on behalf of a page whether that may call (a CORS preflight). It carries no key,
/// so it would be refused for want of one, and the page's developer sent after the wrong cause.
final class PreflightRules {
    static final Rule NOT_ASKED =
            Rule.ofRequest(
                    Stage.CREDENTIAL_PRESENT,
                    "is it a call, not a browser's question whether a page may make one?",
                    Rule.Needs.NOTHING,
                    c -> isPreflight(c.call) ? Faults.of("BROWSER_PREFLIGHT_REFUSED") : null,
                    (c, e) -> e.input("method", PermissionRules.method(c)));

    private PreflightRules() {}

    private static boolean isPreflight(Call call) {
        return call.operation().method().equals("OPTIONS")
                && call.fieldNames().stream()
                        .anyMatch("access-control-request-method"::equalsIgnoreCase);
    }
}
