package dev.cardea.model;

/// An operation that Cardea knows by method and path.
public enum Endpoint {
    CHAT_COMPLETIONS(Dialect.OPENAI, "POST", "/v1/chat/completions"),
    COMPLETIONS(Dialect.OPENAI, "POST", "/v1/completions"),
    RESPONSES(Dialect.OPENAI, "POST", "/v1/responses"),
    EMBEDDINGS(Dialect.OPENAI, "POST", "/v1/embeddings"),
    MODELS(Dialect.OPENAI, "GET", "/v1/models"),
    MESSAGES(Dialect.ANTHROPIC, "POST", "/v1/messages"),
    COUNT_TOKENS(Dialect.ANTHROPIC, "POST", "/v1/messages/count_tokens"),
    IMAGES(Dialect.OPENAI, "POST", "/v1/images/generations"),
    IMAGE_EDITS(Dialect.OPENAI, "POST", "/v1/images/edits"),
    IMAGE_VARIATIONS(Dialect.OPENAI, "POST", "/v1/images/variations"),
    TRANSCRIPTIONS(Dialect.OPENAI, "POST", "/v1/audio/transcriptions"),
    TRANSLATIONS(Dialect.OPENAI, "POST", "/v1/audio/translations"),
    SPEECH(Dialect.OPENAI, "POST", "/v1/audio/speech"),
    MODERATIONS(Dialect.OPENAI, "POST", "/v1/moderations"),
    RERANK(Dialect.OPENAI, "POST", "/v1/rerank"),
    COHERE_RERANK(Dialect.COHERE, "POST", "/v2/rerank"),
    GENERATE_CONTENT(Dialect.GEMINI, "POST", "/v1beta/models/*:generateContent"),
    STREAM_GENERATE_CONTENT(Dialect.GEMINI, "POST", "/v1beta/models/*:streamGenerateContent"),
    GEMINI_COUNT_TOKENS(Dialect.GEMINI, "POST", "/v1beta/models/*:countTokens"),
    EMBED_CONTENT(Dialect.GEMINI, "POST", "/v1beta/models/*:embedContent"),
    BATCH_EMBED_CONTENTS(Dialect.GEMINI, "POST", "/v1beta/models/*:batchEmbedContents"),
    /// Files that a provider of OpenAI's dialect keeps.
    FILES(Dialect.OPENAI, "*", "/v1/files"),
    /// Batches of requests in files of [#FILES].
    BATCHES(Dialect.OPENAI, "*", "/v1/batches"),
    /// Batches of requests of [#MESSAGES].
    MESSAGE_BATCHES(Dialect.ANTHROPIC, "*", "/v1/messages/batches"),
    /// What a provider keeps of answers to [#RESPONSES].
    STORED_RESPONSES(Dialect.OPENAI, "*", "/v1/responses"),
    /// Files that a provider of Anthropic's dialect keeps: the path is OpenAI's, too.
    ANTHROPIC_FILES(Dialect.ANTHROPIC, "*", "/v1/files"),
    /// A path below `/pass/<provider>/`, forwarded when the provider declares it.
    PASS_THROUGH(Dialect.REST, "*", "/pass/"),
    /// No API is published at the path.
    UNKNOWN(Dialect.REST, "*", "");

    private final Dialect dialect;
    private final String method;
    private final String path;

    Endpoint(Dialect dialect, String method, String path) {
        this.dialect = dialect;
        this.method = method;
        this.path = path;
    }

    /// The format that its callers speak.
    public Dialect dialect() {
        return dialect;
    }

    /// The one method it takes, `*` for any.
    public String method() {
        return method;
    }

    /// The path; where the model is part of it, a `*` in its place.
    public String path() {
        return path;
    }

    /// Whether a provider of this dialect takes its calls as they are, should it serve them: one of the
    /// callers' own, and Azure OpenAI what it has of OpenAI's images, audio and files.
    public boolean passesTo(Dialect provider) {
        return switch (this) {
            case IMAGES,
                    IMAGE_EDITS,
                    TRANSCRIPTIONS,
                    TRANSLATIONS,
                    SPEECH,
                    FILES,
                    BATCHES,
                    STORED_RESPONSES ->
                    provider == Dialect.OPENAI || provider == Dialect.AZURE_OPENAI;
            default -> dialect == provider;
        };
    }

    /// Whether its calls are about things that a provider keeps for later ones; see [KeptPath].
    public boolean isOfKept() {
        return switch (this) {
            case FILES, BATCHES, MESSAGE_BATCHES, STORED_RESPONSES, ANTHROPIC_FILES -> true;
            default -> false;
        };
    }

    /// Whether its body may be a form with files (`multipart/form-data`) instead of JSON.
    public boolean takesForms() {
        return switch (this) {
            case IMAGE_EDITS, IMAGE_VARIATIONS, TRANSCRIPTIONS, TRANSLATIONS, FILES -> true;
            default -> false;
        };
    }

    /// Whether a call of it names a model in its body.
    public boolean modelInBody() {
        return method.equals("POST") && !modelInPath();
    }

    /// Whether a call of it names a model in its path.
    public boolean modelInPath() {
        return path.indexOf('*') >= 0;
    }
}
