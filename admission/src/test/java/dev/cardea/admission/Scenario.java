package dev.cardea.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// One line of `denial-scenarios.txt`.
///
/// @param reason the internal code, or ADMIT
public record Scenario(
        String id,
        String what,
        String reason,
        int status,
        String publicCode,
        List<String> contributing,
        List<String> unsaid) {

    public static List<Scenario> all() {
        try (var in = Scenario.class.getResourceAsStream("denial-scenarios.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("D"))
                    .map(Scenario::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario parse(String line) {
        String[] parts = line.split("\\|", -1);
        return new Scenario(
                parts[0].strip(),
                parts[1].strip(),
                parts[2].strip(),
                Integer.parseInt(parts[3].strip()),
                parts[4].strip(),
                list(parts[5], ","),
                list(parts[6], ";"));
    }

    private static List<String> list(String text, String by) {
        return Stream.of(text.split(by)).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    public boolean admits() {
        return reason.equals("ADMIT");
    }

    /// The texts that must not be told, in a world.
    public List<String> unsaid(World world) {
        return unsaid.stream()
                .map(text ->
                        text.replace("{key}", secretOf(world.key))
                                .replace("{keyId}", world.keyId.value()))
                .toList();
    }

    /// A part of a key that nobody else knows.
    private static String secretOf(String key) {
        return key.split("_")[4].substring(2, 20);
    }

    /// As in `D049_oneCharacterIsWrong`.
    public String display() {
        StringBuilder name = new StringBuilder(id).append('_');
        boolean upper = false;
        for (int i = 0; i < what.length(); i++) {
            char c = what.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            } else {
                upper = c != '\'';
            }
        }
        return name.toString();
    }
}
