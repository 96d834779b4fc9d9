package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An answer of Vertex AI, whole or one event of a stream, as Gemini's API has it. The one difference
/// is a name: `citations` of `citationMetadata` are `citationSources` there.
public final class VertexAnswer {
    private static final byte[] CITATIONS = "\"citations\"".getBytes(StandardCharsets.US_ASCII);

    private VertexAnswer() {}

    /// Writes the answer with that name changed, and else byte for byte.
    public static void write(byte[] body, int offset, int length, JsonOut out) {
        int written = offset;
        for (int value : citations(body, offset, length)) {
            int name = nameBefore(body, value);
            if (name >= written) {
                out.bytes(body, written, name).text("\"citationSources\"");
                written = name + CITATIONS.length;
            }
        }
        out.bytes(body, written, offset + length);
    }

    /// Where the values of such members begin.
    private static List<Integer> citations(byte[] body, int offset, int length) {
        List<Integer> values = new ArrayList<>(0);
        try (JsonIn in = new JsonIn(body, offset, length)) {
            if (!in.isObject()) {
                return values;
            }
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("candidates") && in.isArray()) {
                    while (in.element()) {
                        candidate(in, values);
                    }
                } else {
                    in.skip();
                }
            }
        }
        return values;
    }

    private static void candidate(JsonIn in, List<Integer> values) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (!name.equals("citationMetadata") || !in.isObject()) {
                in.skip();
                continue;
            }
            for (String m = in.member(); m != null; m = in.member()) {
                if (m.equals("citations")) {
                    values.add(in.mark());
                }
                in.skip();
            }
        }
    }

    /// Where the name in front of a value begins; -1 when it is written with escapes.
    private static int nameBefore(byte[] body, int value) {
        int at = value - 1;
        while (body[at] != '"') {
            at--;
        }
        int from = at + 1 - CITATIONS.length;
        for (int i = 0; i < CITATIONS.length; i++) {
            if (from < 0 || body[from + i] != CITATIONS[i]) {
                return -1;
            }
        }
        return from;
    }
}
