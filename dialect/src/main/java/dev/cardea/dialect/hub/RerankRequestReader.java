package dev.cardea.dialect.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads a call for the order of documents. Jina, the servers that copy it, and Cohere name the same
/// members alike.
///
/// @param withTexts whether the answer repeats the documents' texts unless told otherwise
public record RerankRequestReader(boolean withTexts) {
    /// Whether a document may be cut and how, and who waits for whom.
    private static final Set<String> HINTS =
            Set.of("truncation", "max_doc_length", "max_chunks_per_doc", "priority", "user");

    public RerankRequest read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String model = "";
            Raw query = null;
            List<Raw> documents = List.of();
            List<Extra> extras = new ArrayList<>();
            long top = -1;
            long most = -1;
            boolean texts = withTexts;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "model" -> model = in.string();
                    case "query" -> query = in.text();
                    case "documents" -> documents = documents(in, extras);
                    case "top_n" -> top = in.count();
                    case "return_documents" -> texts = in.bool();
                    case "max_tokens_per_doc" -> most = in.count();
                    default -> extras.add(new Extra(name, in.raw(), !HINTS.contains(name)));
                }
            }
            in.finish();
            if (query == null || documents.isEmpty()) {
                throw TranslationFault.malformed("'query' or 'documents' is missing or empty");
            }
            return new RerankRequest(model, query, documents, top, texts, most, extras);
        }
    }

    private static List<Raw> documents(JsonIn in, List<Extra> extras) {
        List<Raw> documents = new ArrayList<>();
        in.array();
        while (in.element()) {
            documents.add(in.isText() ? in.raw() : object(in, extras));
        }
        return documents;
    }

    /// A document that is more than its text.
    private static Raw object(JsonIn in, List<Extra> extras) {
        Raw text = Raw.EMPTY_TEXT;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("text")) {
                text = in.text();
            } else {
                extras.add(new Extra("documents." + name, in.raw(), true));
            }
        }
        return text;
    }
}
