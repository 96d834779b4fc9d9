package dev.cardea.model;

/// A wire format that clients speak or providers understand.
public enum Dialect {
    OPENAI,
    ANTHROPIC,
    GEMINI,
    /// An API that is none of the model dialects; errors are RFC 9457 problem details.
    REST,
    AZURE_OPENAI,
    VERTEX,
    BEDROCK,
    COHERE,
    MISTRAL,
    OLLAMA
}
