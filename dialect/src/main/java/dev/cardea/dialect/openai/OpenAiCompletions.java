package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ClientSide;

/// Legacy Completions as clients speak it. Chat models answer it, as far as one prompt says all.
public final class OpenAiCompletions {
    public static final ClientSide CLIENT =
            new ClientSide(
                    new CompletionsRequestReader(),
                    new CompletionsAnswerWriter(),
                    CompletionsStreamWriter::new,
                    new OpenAiErrors());

    private OpenAiCompletions() {}
}
