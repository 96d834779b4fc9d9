package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.CountClientSide;
import dev.cardea.dialect.hub.CountProviderSide;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.RequestReader;
import dev.cardea.dialect.hub.RequestWriter;
import dev.cardea.dialect.hub.Target;

/// countTokens: the contents, or a whole generateContent request in `generateContentRequest`, which
/// is the form that takes tools and instructions.
public final class GeminiCount {
    private static final String TOKENS = "totalTokens";

    public static final CountClientSide CLIENT =
            new CountClientSide(
                    new Reader(),
                    (tokens, out) -> out.object().field(TOKENS, tokens).end(),
                    new GeminiErrors());
    public static final CountProviderSide PROVIDER = provider("/v1beta/models/", true);

    /// Vertex AI takes tools and instructions beside the contents.
    public static final CountProviderSide VERTEX = provider("/publishers/google/models/", false);

    private GeminiCount() {}

    private static CountProviderSide provider(String prefix, boolean wrapped) {
        return new CountProviderSide(
                new Writer(prefix, wrapped), CountProviderSide.member(TOKENS), new GeminiErrors());
    }

    private static final class Reader implements RequestReader {
        private final GenerateRequestReader whole = new GenerateRequestReader();

        @Override
        public ChatRequest read(byte[] body, int offset, int length) {
            try (JsonIn in = new JsonIn(body, offset, length)) {
                ChatRequestBuilder to = new ChatRequestBuilder();
                in.object();
                for (String name = in.member(); name != null; name = in.member()) {
                    if (Names.camel(name).equals("generateContentRequest")) {
                        in.object();
                        for (String m = in.member(); m != null; m = in.member()) {
                            GenerateRequestReader.member(in, m, to);
                        }
                    } else {
                        GenerateRequestReader.member(in, name, to);
                    }
                }
                in.finish();
                return GenerateRequestReader.built(to);
            }
        }

        @Override
        public String nameOf(Field field) {
            return whole.nameOf(field);
        }
    }

    /// @param prefix of the path, up to the model's name
    /// @param wrapped whether the request stands in `generateContentRequest`
    private record Writer(String prefix, boolean wrapped) implements RequestWriter {

        @Override
        public String path(Target target, boolean stream) {
            return prefix + EmbedRequestWriter.name(target) + ":countTokens";
        }

        @Override
        public void write(ChatRequest request, Target target, Losses losses, JsonOut out) {
            out.object();
            if (wrapped) {
                out.object("generateContentRequest");
                out.field("model", "models/" + EmbedRequestWriter.name(target));
            }
            new ContentWriter(GeminiModel.of(target.model()), losses, out).write(request);
            if (!request.tools().isEmpty()) {
                GenerateRequestWriter.tools(request, losses, out);
            }
            if (wrapped) {
                out.end();
            }
            out.end();
        }
    }
}
