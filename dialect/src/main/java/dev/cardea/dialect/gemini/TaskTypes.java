package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.EmbeddingRequest.Purpose;
import org.jspecify.annotations.Nullable;

/// `taskType` of a call for vectors.
final class TaskTypes {

    private TaskTypes() {}

    /// Absent for a type that says nothing or that nobody knows.
    static @Nullable Purpose read(String type) {
        return switch (type) {
            case "RETRIEVAL_DOCUMENT" -> Purpose.SEARCH_DOCUMENT;
            case "RETRIEVAL_QUERY" -> Purpose.SEARCH_QUERY;
            case "SEMANTIC_SIMILARITY" -> Purpose.SIMILARITY;
            case "CLASSIFICATION" -> Purpose.CLASSIFICATION;
            case "CLUSTERING" -> Purpose.CLUSTERING;
            case "QUESTION_ANSWERING" -> Purpose.QUESTION_ANSWERING;
            case "FACT_VERIFICATION" -> Purpose.FACT_VERIFICATION;
            case "CODE_RETRIEVAL_QUERY" -> Purpose.CODE_QUERY;
            default -> null;
        };
    }

    static String write(Purpose purpose) {
        return switch (purpose) {
            case SEARCH_DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case SEARCH_QUERY -> "RETRIEVAL_QUERY";
            case SIMILARITY -> "SEMANTIC_SIMILARITY";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case QUESTION_ANSWERING -> "QUESTION_ANSWERING";
            case FACT_VERIFICATION -> "FACT_VERIFICATION";
            case CODE_QUERY -> "CODE_RETRIEVAL_QUERY";
        };
    }
}
