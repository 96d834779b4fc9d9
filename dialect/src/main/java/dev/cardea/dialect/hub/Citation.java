package dev.cardea.dialect.hub;

import org.jspecify.annotations.Nullable;

/// A source that an answer's text names.
///
/// @param url absent when the source is a document of the request
/// @param title of the source
/// @param quote the words of the source
/// @param start where the supported stretch of the answer begins, in characters; -1 when not said
/// @param end where it ends; -1 when not said
public record Citation(
        @Nullable Raw url, @Nullable Raw title, @Nullable Raw quote, long start, long end) {}
