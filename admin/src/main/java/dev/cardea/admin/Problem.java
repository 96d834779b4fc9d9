package dev.cardea.admin;

import java.util.Map;
import java.util.Optional;

/// What went wrong, as RFC 9457 has it.
///
/// @param type a page about it; `about:blank` when there is none
/// @param title the kind of trouble
/// @param detail this very case
/// @param code stable, for programs
/// @param fix what to do, as an instruction
/// @param requestId finds the request in logs
/// @param pointer where in what was sent, as a JSON pointer (RFC 6901)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String fix,
        String requestId,
        Optional<String> pointer) {

    /// An answer that is an error.
    ///
    /// @param fields of the header, besides the usual ones
    record Answer(Problem problem, Map<String, String> fields) {
        Answer {
            fields = Map.copyOf(fields);
        }
    }
}
