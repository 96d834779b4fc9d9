package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.EmbeddingField;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.EmbeddingRequestReader;
import dev.cardea.dialect.hub.Extra;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads OpenAI's call for vectors: a text, a list of texts, a list of tokens, or a list of such
/// lists. The official SDKs ask for base64 unless told otherwise.
public final class EmbeddingsRequestReader implements EmbeddingRequestReader {

    @Override
    public EmbeddingRequest read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String model = "";
            List<Input> inputs = List.of();
            long dimensions = -1;
            boolean base64 = false;
            Raw user = null;
            List<Extra> extras = new ArrayList<>();
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "model" -> model = in.string();
                    case "input" -> inputs = inputs(in);
                    case "dimensions" -> dimensions = in.count();
                    case "encoding_format" -> base64 = base64(in);
                    case "user" -> user = in.text();
                    default -> extras.add(new Extra(name, in.raw(), false));
                }
            }
            in.finish();
            if (inputs.isEmpty()) {
                throw TranslationFault.malformed("'input' is missing or empty");
            }
            return new EmbeddingRequest(
                    model, inputs, dimensions, null, null, base64, user, extras);
        }
    }

    private static boolean base64(JsonIn in) {
        return switch (in.string()) {
            case "base64" -> true;
            case "float" -> false;
            default -> throw in.expected("'float' or 'base64'");
        };
    }

    private static List<Input> inputs(JsonIn in) {
        if (in.isText()) {
            return List.of(new Input.Text(in.raw(), null));
        }
        List<Input> inputs = new ArrayList<>();
        int mark = in.mark();
        Raw number = null;
        in.array();
        while (in.element()) {
            if (in.isText()) {
                inputs.add(new Input.Text(in.raw(), null));
            } else if (in.isArray()) {
                inputs.add(new Input.Tokens(in.raw()));
            } else {
                number = in.number();
            }
        }
        return number == null ? inputs : tokens(inputs, in.since(mark), in);
    }

    private static List<Input> tokens(List<Input> others, @Nullable Raw list, JsonIn in) {
        if (!others.isEmpty() || list == null) {
            throw in.expected("texts only, or tokens only");
        }
        return List.of(new Input.Tokens(list));
    }

    @Override
    public String nameOf(EmbeddingField field) {
        return switch (field) {
            case DIMENSIONS -> "dimensions";
            case PURPOSE -> "input_type";
            case TITLE -> "title";
            case TOKENS -> "input(tokens)";
            case IMAGE -> "input(image)";
            case TRUNCATE -> "truncate";
            case SEVERAL -> "input(several)";
            case MODEL -> "model";
            case USER -> "user";
        };
    }
}
