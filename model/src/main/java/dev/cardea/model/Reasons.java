package dev.cardea.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The catalogue of reasons, read once from the resource `reasons.txt`. A block starts with
/// `CODE FAMILY STATUS [PUBLIC_CODE]` and goes on with `told:`, `owner:`, `fix:`, `evidence:`, and `ask:`
/// where the caller is to do something else than the administrator.
public final class Reasons {
    private static final Map<String, Reason> BY_CODE = read();

    private Reasons() {}

    /// The reason with this code.
    ///
    /// @throws IllegalArgumentException when the catalogue has none
    public static Reason of(String code) {
        return find(code)
                .orElseThrow(() -> new IllegalArgumentException("no reason has the code " + code));
    }

    public static Optional<Reason> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /// All of them, in the catalogue's order.
    public static Collection<Reason> all() {
        return BY_CODE.values();
    }

    /// Those that callers see under one public code; empty when there is no such code.
    public static List<Reason> withPublicCode(String publicCode) {
        return BY_CODE.values().stream().filter(r -> r.publicCode().equals(publicCode)).toList();
    }

    private static Map<String, Reason> read() {
        Map<String, Reason> reasons = new LinkedHashMap<>();
        try (var in = Reasons.class.getResourceAsStream("reasons.txt")) {
            if (in == null) {
                throw new IllegalStateException("the catalogue reasons.txt is not in the package");
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<String> block = new ArrayList<>();
            for (String line = lines.readLine(); ; line = lines.readLine()) {
                if (line != null && !line.isBlank()) {
                    if (!line.startsWith("#")) {
                        block.add(line);
                    }
                    continue;
                }
                if (!block.isEmpty()) {
                    Reason reason = parse(block);
                    if (reasons.put(reason.code(), reason) != null) {
                        throw new IllegalStateException(reason + " is in the catalogue twice");
                    }
                    block.clear();
                }
                if (line == null) {
                    return Collections.unmodifiableMap(reasons);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reason parse(List<String> block) {
        String[] head = block.getFirst().split(" ");
        Map<String, String> texts = new HashMap<>();
        for (String line : block.subList(1, block.size())) {
            int colon = line.indexOf(": ");
            texts.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return new Reason(
                head[0],
                head.length > 3 ? head[3] : head[0],
                Family.of(head[1].charAt(0)),
                Integer.parseInt(head[2]),
                texts.getOrDefault("told", ""),
                texts.getOrDefault("owner", ""),
                texts.getOrDefault("fix", ""),
                texts.getOrDefault("ask", texts.getOrDefault("fix", "")),
                texts.getOrDefault("evidence", ""));
    }
}
