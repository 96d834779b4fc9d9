package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.RequestReader;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.dialect.hub.Turn.Role;
import java.util.List;

/// Reads a legacy Completions request as a conversation of one turn. What only a model that continues
/// texts can do (several prompts, tokens, `suffix`, `echo`, `best_of`) changes the answer's meaning.
public final class CompletionsRequestReader implements RequestReader {
    /// What the API takes when the client says nothing; a chat model may say more.
    private static final long DEFAULT_MAX_TOKENS = 16;

    private final ChatRequestReader chat = new ChatRequestReader();

    @Override
    public ChatRequest read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            ChatRequestBuilder to = new ChatRequestBuilder();
            to.maxTokens = DEFAULT_MAX_TOKENS;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                member(in, name, to);
            }
            in.finish();
            if (to.turns.isEmpty()) {
                throw TranslationFault.malformed("'prompt' is missing or empty");
            }
            return to.build();
        }
    }

    private static void member(JsonIn in, String name, ChatRequestBuilder to) {
        switch (name) {
            case "prompt" -> prompt(in, to);
            case "logprobs" -> {
                to.topLogprobs = in.count();
                to.logprobs = true;
            }
            case "suffix" -> to.meaning(name, in.raw());
            case "echo" -> {
                if (in.bool()) {
                    to.meaning(name, in.raw());
                }
            }
            case "best_of" -> {
                if (in.count() > 1) {
                    to.meaning(name, in.raw());
                }
            }
            case "model",
                    "stream",
                    "stream_options",
                    "temperature",
                    "top_p",
                    "presence_penalty",
                    "frequency_penalty",
                    "seed",
                    "max_tokens",
                    "stop",
                    "n",
                    "user",
                    "logit_bias" ->
                    ChatRequestReader.member(in, name, to);
            default -> to.hint(name, in.raw());
        }
    }

    private static void prompt(JsonIn in, ChatRequestBuilder to) {
        if (in.isText()) {
            turn(in.raw(), to);
            return;
        }
        in.array();
        while (in.element()) {
            if (!in.isText()) {
                to.meaning("prompt(tokens)", in.raw());
            } else if (to.turns.isEmpty()) {
                turn(in.raw(), to);
            } else {
                to.meaning("prompt(several)", Raw.EMPTY_OBJECT);
            }
        }
        if (to.turns.isEmpty() && !to.extras.isEmpty()) {
            turn(Raw.EMPTY_TEXT, to);
        }
    }

    private static void turn(Raw text, ChatRequestBuilder to) {
        to.turns.add(new Turn(Role.USER, List.of(Part.Text.of(text))));
    }

    @Override
    public String nameOf(Field field) {
        return chat.nameOf(field);
    }
}
