package dev.cardea.dialect.openai;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// A way in which providers write Chat Completions.
enum Flavour {
    OPENAI("required", "seed"),
    /// Azure OpenAI: a deployment's name says nothing of its model.
    AZURE("required", "seed"),
    /// Mistral: documents have a form of their own, tool call ids have nine letters or digits, usage comes with every stream, and what it
    /// doesn't know it refuses.
    MISTRAL("any", "random_seed");

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 9;

    private final String anyTool;
    private final String seed;

    Flavour(String anyTool, String seed) {
        this.anyTool = anyTool;
        this.seed = seed;
    }

    /// The word for a choice of any tool.
    String anyTool() {
        return anyTool;
    }

    /// The name of the seed.
    String seed() {
        return seed;
    }

    /// What a model of this name takes.
    OpenAiModel model(String name) {
        OpenAiModel model = OpenAiModel.of(name);
        return this == AZURE ? new OpenAiModel(model.reasons(), true) : model;
    }

    /// A tool call's id as the provider takes it: always the same for one id.
    String callId(String id) {
        if (this != MISTRAL || fits(id)) {
            return id;
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        long hash = (crc.getValue() << 20) ^ (id.hashCode() & 0xfffff);
        char[] short9 = new char[ID_LENGTH];
        for (int i = 0; i < ID_LENGTH; i++) {
            short9[i] = DIGITS.charAt((int) (hash % DIGITS.length()));
            hash /= DIGITS.length();
        }
        return new String(short9);
    }

    private static boolean fits(String id) {
        return id.length() == ID_LENGTH && id.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }
}
