package dev.cardea.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cardea.model.CredentialHealth;
import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialState;
import dev.cardea.model.Reasons;
import dev.cardea.model.UpstreamFault;
import dev.cardea.upstreamauth.KnownState;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// The states of credentials as text: a line for each, its cells parted by tabs and encoded as forms
/// are; a checksum of all of it in the first line.
final class CredentialStateText {
    private static final String FORMAT = "credential-states-1";
    private static final int CELLS = 18;

    private CredentialStateText() {}

    static String write(List<KnownState> states) {
        String lines =
                states.stream()
                        .map(CredentialStateText::line)
                        .sorted()
                        .collect(Collectors.joining("\n", "", "\n"));
        return head(lines) + "\n" + lines;
    }

    /// @throws IllegalArgumentException when it isn't what [#write] wrote
    static List<KnownState> read(String text) {
        int end = text.indexOf('\n');
        if (end < 0 || !text.substring(0, end).equals(head(text.substring(end + 1)))) {
            throw new IllegalArgumentException("its checksum doesn't fit");
        }
        List<KnownState> states = new ArrayList<>();
        try {
            for (String line : text.substring(end + 1).split("\n", -1)) {
                if (!line.isEmpty()) {
                    states.add(state(line));
                }
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time in it isn't one", e);
        }
        return states;
    }

    private static String head(String lines) {
        CRC32C sum = new CRC32C();
        sum.update(lines.getBytes(UTF_8));
        return FORMAT + " " + HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static String line(KnownState state) {
        CredentialHealth health = state.health();
        Stream<Object> own =
                Stream.of(
                        state.credential().value(),
                        state.fingerprint(),
                        health.state().name(),
                        health.since(),
                        text(health.until()),
                        health.told(),
                        health.strikes(),
                        health.pauses(),
                        text(health.checkAt()));
        Stream<Object> evidence =
                health.evidence()
                        .map(CredentialStateText::cells)
                        .orElseGet(() -> Stream.generate(() -> (Object) "").limit(9));
        return Stream.concat(own, evidence)
                .map(cell -> URLEncoder.encode(cell.toString(), UTF_8))
                .collect(Collectors.joining("\t"));
    }

    private static Stream<Object> cells(UpstreamFault fault) {
        return Stream.of(
                fault.at(),
                fault.reason().code(),
                fault.marks(),
                text(fault.retryAfter()),
                fault.status(),
                fault.rule(),
                fault.evidence(),
                fault.message(),
                fault.model());
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static KnownState state(String line) {
        List<String> cells =
                Arrays.stream(line.split("\t", -1))
                        .map(cell -> URLDecoder.decode(cell, UTF_8))
                        .toList();
        if (cells.size() != CELLS) {
            throw new IllegalArgumentException(
                    "found %d cells, expected %d".formatted(cells.size(), CELLS));
        }
        return new KnownState(
                new CredentialId(cells.get(0)),
                cells.get(1),
                new CredentialHealth(
                        CredentialState.valueOf(cells.get(2)),
                        Instant.parse(cells.get(3)),
                        time(cells.get(4)),
                        Boolean.parseBoolean(cells.get(5)),
                        Integer.parseInt(cells.get(6)),
                        Integer.parseInt(cells.get(7)),
                        evidence(cells.subList(9, CELLS)),
                        time(cells.get(8))));
    }

    private static Optional<UpstreamFault> evidence(List<String> cells) {
        return cells.getFirst().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new UpstreamFault(
                                Instant.parse(cells.get(0)),
                                Reasons.of(cells.get(1)),
                                Boolean.parseBoolean(cells.get(2)),
                                cells.get(3).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(Duration.parse(cells.get(3))),
                                Integer.parseInt(cells.get(4)),
                                cells.get(5),
                                cells.get(6),
                                cells.get(7),
                                cells.get(8)));
    }

    private static Optional<Instant> time(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }
}
