package dev.cardea.model;

import java.util.Locale;
import java.util.Optional;

/// The endpoint that was probably meant by a path where none is: what comes of a base URL with a part
/// too many or too few, or of another way of writing the path.
///
/// @param endpoint what is published nearby
/// @param slip what is wrong with the path that was sent
public record NearPath(Endpoint endpoint, Slip slip) {
    /// Longer ones are nobody's slip.
    private static final int LONGEST = 256;

    /// How a path came to miss its endpoint.
    public enum Slip {
        /// Slashes too many, capital letters, percent-encoded characters.
        WRITTEN_OTHERWISE,
        /// The version is there twice: in the base URL, and by the client's doing.
        VERSION_TWICE,
        /// The version is missing.
        VERSION_MISSING,
        /// Something else stands before it.
        STRANGE_BEGINNING
    }

    /// What was meant by a path where nothing is published.
    public static Optional<NearPath> of(String path) {
        if (path.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = plain(path);
        return at(plain, Slip.WRITTEN_OTHERWISE)
                .or(() -> at(plain.toLowerCase(Locale.ROOT), Slip.WRITTEN_OTHERWISE))
                .or(() -> after(plain));
    }

    private static Optional<NearPath> at(String path, Slip slip) {
        return Operation.published(path).map(it -> new NearPath(it, slip));
    }

    private static String plain(String path) {
        String single = Operation.decoded(path).replaceAll("/{2,}", "/");
        return single.length() > 1 && single.endsWith("/")
                ? single.substring(0, single.length() - 1)
                : single;
    }

    /// The path without its beginning, or with a version before it.
    private static Optional<NearPath> after(String path) {
        boolean versioned = false;
        for (int at = path.indexOf("/v", 1); at > 0; at = path.indexOf("/v", at + 1)) {
            versioned |= isVersion(path.substring(at + 1));
            Optional<NearPath> found =
                    at(
                            path.substring(at),
                            isVersion(path.substring(path.lastIndexOf('/', at - 1) + 1, at))
                                    ? Slip.VERSION_TWICE
                                    : Slip.STRANGE_BEGINNING);
            if (found.isPresent()) {
                return found;
            }
        }
        if (versioned || isVersion(path.substring(1))) {
            return Optional.empty();
        }
        return at("/v1" + path, Slip.VERSION_MISSING)
                .or(() -> at("/v2" + path, Slip.VERSION_MISSING))
                .or(() -> chat(path));
    }

    /// Chat behind whatever: `/openai/deployments/M/chat/completions` and the like.
    private static Optional<NearPath> chat(String path) {
        return path.endsWith("/chat/completions")
                ? Optional.of(new NearPath(Endpoint.CHAT_COMPLETIONS, Slip.STRANGE_BEGINNING))
                : Optional.empty();
    }

    private static boolean isVersion(String text) {
        return text.matches("v[0-9]+(beta|alpha)?(/.*)?");
    }
}
