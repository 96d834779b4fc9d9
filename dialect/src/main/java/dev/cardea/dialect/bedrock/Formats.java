package dev.cardea.dialect.bedrock;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What Converse calls the formats that MIME types and file names stand for.
final class Formats {
    private static final Map<String, String> DOCUMENTS =
            Map.of(
                    "application/pdf", "pdf",
                    "text/csv", "csv",
                    "application/msword", "doc",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                            "docx",
                    "application/vnd.ms-excel", "xls",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
                    "text/html", "html",
                    "text/plain", "txt",
                    "text/markdown", "md");

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("csv", "text/csv"),
                    Map.entry("html", "text/html"),
                    Map.entry("txt", "text/plain"),
                    Map.entry("md", "text/markdown"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("mov", "video/quicktime"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("wav", "audio/wav"));

    private Formats() {}

    static Optional<String> image(String type) {
        return switch (type) {
            case "image/png", "image/gif", "image/webp", "image/jpeg" ->
                    Optional.of(type.substring("image/".length()));
            case "image/jpg" -> Optional.of("jpeg");
            default -> Optional.empty();
        };
    }

    static Optional<String> document(String type) {
        return Optional.ofNullable(DOCUMENTS.get(type.toLowerCase(Locale.ROOT)));
    }

    static Optional<String> video(String type) {
        return switch (type) {
            case "video/mp4", "video/webm", "video/mpeg", "video/x-flv", "video/wmv" ->
                    Optional.of(type.substring("video/".length()).replace("x-", ""));
            case "video/quicktime" -> Optional.of("mov");
            case "video/x-matroska" -> Optional.of("mkv");
            case "video/3gpp" -> Optional.of("three_gp");
            default -> Optional.empty();
        };
    }

    static Optional<String> audio(String type) {
        return switch (type) {
            case "audio/mpeg", "audio/mp3" -> Optional.of("mp3");
            case "audio/wav", "audio/x-wav" -> Optional.of("wav");
            case "audio/ogg", "audio/flac", "audio/aac", "audio/opus" ->
                    Optional.of(type.substring("audio/".length()));
            default -> Optional.empty();
        };
    }

    /// The MIME type that a file's name ends in.
    static Optional<String> ofName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(NAMES.get(ending));
    }
}
