package dev.cardea.server.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Says why a file can't be read, in words that fit into a sentence.
final class FileTrouble {
    private FileTrouble() {}

    static String words(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it isn't there";
            case AccessDeniedException _ -> "no permission";
            default -> e.getClass().getSimpleName();
        };
    }
}
