package dev.cardea.dialect.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Random request bodies: right ones, and ones with a byte too many, too few or another.
final class JsonBodies {
    private static final List<String> NAMES =
            List.of(
                    "model",
                    "stream",
                    "stream_options",
                    "include_usage",
                    "messages",
                    "Model",
                    "content",
                    "mo",
                    "models",
                    "ſtream",
                    "",
                    "a\"b",
                    "key");
    private static final List<String> TEXTS =
            List.of(
                    "gpt-5",
                    "",
                    "é",
                    "模型",
                    "😀",
                    "line\nbreak",
                    "\"quoted\"",
                    "\\",
                    "model",
                    "\u0000");
    private static final List<String> BLANKS = List.of("", "", "", " ", "\n", "\t ", "\r\n");
    private static final List<String> NUMBERS =
            List.of("0", "-0", "1", "12.5", "-1e10", "1E+2", "0.001e-7", "123456789012345678901");

    private final Random dice;

    JsonBodies(long seed) {
        dice = new Random(seed);
    }

    byte[] body() {
        StringBuilder json = new StringBuilder();
        object(json, 0);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] damagedBody() {
        byte[] body = body();
        List<Byte> bytes = new ArrayList<>();
        for (byte b : body) {
            bytes.add(b);
        }
        for (int i = dice.nextInt(3); i >= 0 && !bytes.isEmpty(); i--) {
            int at = dice.nextInt(bytes.size());
            switch (dice.nextInt(4)) {
                case 0 -> bytes.remove(at);
                case 1 -> bytes.add(at, (byte) "{}[],:\"\\ \n0e.-tu".charAt(dice.nextInt(16)));
                case 2 -> bytes.set(at, (byte) dice.nextInt(256));
                default -> bytes = new ArrayList<>(bytes.subList(0, at));
            }
        }
        byte[] damaged = new byte[bytes.size()];
        for (int i = 0; i < damaged.length; i++) {
            damaged[i] = bytes.get(i);
        }
        return damaged;
    }

    private void value(StringBuilder json, int depth) {
        switch (dice.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> text(json, TEXTS.get(dice.nextInt(TEXTS.size())));
            case 1 -> json.append(NUMBERS.get(dice.nextInt(NUMBERS.size())));
            case 2 -> json.append("true");
            case 3 -> json.append("false");
            case 4 -> json.append("null");
            case 5 -> array(json, depth + 1);
            default -> object(json, depth + 1);
        }
    }

    private void array(StringBuilder json, int depth) {
        json.append('[');
        for (int i = dice.nextInt(4), first = i; i > 0; i--) {
            if (i < first) {
                json.append(',');
            }
            blank(json);
            value(json, depth);
            blank(json);
        }
        json.append(']');
    }

    private void object(StringBuilder json, int depth) {
        blank(json);
        json.append('{');
        List<String> names = new ArrayList<>(NAMES);
        for (int i = dice.nextInt(5), first = i; i > 0; i--) {
            if (i < first) {
                json.append(',');
            }
            blank(json);
            String name = names.get(dice.nextInt(names.size()));
            if (dice.nextInt(8) > 0) {
                names.remove(name);
            }
            text(json, name);
            blank(json);
            json.append(':');
            blank(json);
            if (dice.nextBoolean() && name.startsWith("stream")) {
                json.append(name.equals("stream") ? "true" : "{\"include_usage\":false}");
            } else {
                value(json, depth);
            }
            blank(json);
        }
        blank(json);
        json.append('}');
        blank(json);
    }

    private void blank(StringBuilder json) {
        json.append(BLANKS.get(dice.nextInt(BLANKS.size())));
    }

    private void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || dice.nextInt(12) == 0) {
                json.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
