package dev.cardea.dialect.hub;

import dev.cardea.model.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Carries one maker's reasoning signatures through another maker's dialect, so that a conversation
/// can move between providers and none is sent a signature that it can't read.
///
/// A foreign signature is the base64 of `cardea-X:` and the signature, where X names the maker. The
/// mark is nine bytes, twelve characters in base64, so the bytes behind it stay readable as base64 by
/// themselves. What carries no mark is the dialect's own.
public final class Signatures {
    private static final String MARK = "cardea-";

    private Signatures() {}

    /// The text that a client of a dialect is given.
    ///
    /// @param own the client's dialect; its own signatures stay as they are
    public static Raw carry(Part.Thinking thinking, Dialect own) {
        return carry(thinking.signature(), thinking.maker(), thinking.sealed(), own);
    }

    public static Raw carry(@Nullable Raw signature, Dialect maker, boolean sealed, Dialect own) {
        if (maker == own && signature != null) {
            return signature;
        }
        byte[] content = signature == null ? new byte[0] : signature.content();
        byte[] mark = (MARK + letter(maker, sealed) + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] marked = Arrays.copyOf(mark, mark.length + content.length);
        System.arraycopy(content, 0, marked, mark.length, content.length);
        return Raw.text(Base64.getEncoder().encodeToString(marked));
    }

    /// The reasoning that a client sends back.
    ///
    /// @param sealed what it is when the signature is the dialect's own
    public static Part.Thinking thinking(
            Raw text, @Nullable Raw signature, Dialect own, boolean sealed) {
        if (signature == null || !signature.startsWith("Y2FyZGVhL") || signature.length() < 14) {
            return new Part.Thinking(text, signature, own, sealed);
        }
        byte[] marked;
        try {
            marked = Base64.getDecoder().decode(signature.content());
        } catch (IllegalArgumentException _) {
            return new Part.Thinking(text, signature, own, sealed);
        }
        String content = new String(marked, 9, marked.length - 9, StandardCharsets.UTF_8);
        char letter = (char) marked[7];
        return new Part.Thinking(
                text,
                content.isEmpty() ? null : Raw.text(content),
                switch (letter) {
                    case 'A', 'R' -> Dialect.ANTHROPIC;
                    case 'G' -> Dialect.GEMINI;
                    default -> Dialect.OPENAI;
                },
                letter == 'R' || letter == 'E');
    }

    private static char letter(Dialect maker, boolean sealed) {
        return switch (maker) {
            case ANTHROPIC, BEDROCK -> sealed ? 'R' : 'A';
            case GEMINI, VERTEX -> 'G';
            case OPENAI, AZURE_OPENAI, COHERE, MISTRAL, OLLAMA, REST -> sealed ? 'E' : 'O';
        };
    }
}
