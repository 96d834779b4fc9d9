package dev.cardea.control.upstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a provider's status page said when it was read last.
///
/// @param read when; empty when it never could be
/// @param trouble why it couldn't be read the last time; empty when it could
/// @param indicator `none`, `minor`, `major`, `critical` or `maintenance`, as statuspage has it
/// @param description in the page's words
/// @param incidents the unresolved ones, each with its impact
public record StatusPage(
        Optional<Instant> read,
        String trouble,
        String indicator,
        String description,
        List<String> incidents) {
    /// It wasn't read yet.
    static final StatusPage UNREAD =
            new StatusPage(Optional.empty(), "not read yet", "", "", List.of());

    public StatusPage {
        incidents = List.copyOf(incidents);
    }

    /// The same, when it couldn't be read again.
    StatusPage troubled(String why) {
        return new StatusPage(read, why, indicator, description, incidents);
    }

    /// Whether the provider is in trouble as a whole: then nothing that it answers speaks against a
    /// credential.
    boolean isIncident() {
        return indicator.equals("major") || indicator.equals("critical");
    }

    /// In one line.
    String words() {
        return incidents.isEmpty() ? description : String.join("; ", incidents);
    }
}
