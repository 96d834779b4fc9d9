package dev.cardea.dialect.hub;

import org.jspecify.annotations.Nullable;

/// Where the bytes of an image, document or recording are.
public sealed interface Media {
    /// In the request, in base64.
    ///
    /// @param type the MIME type
    record Inline(String type, Raw base64) implements Media {}

    /// At an address that the provider fetches.
    ///
    /// @param type the MIME type, when the client says it
    record Remote(Raw url, @Nullable String type) implements Media {}

    /// In a file that the client has stored with a provider.
    record Stored(Raw id) implements Media {}

    /// A document that is plain text.
    record Plain(Raw text) implements Media {}

    /// Whether a provider that reads it does so with no other rights than anybody's. An address in a bucket (`gs://`,
    /// `s3://`) is read with the rights of the provider's credential, which are not the caller's.
    default boolean readableByAnybody() {
        if (!(this instanceof Remote(var url, _))) {
            return true;
        }
        String address = url.text();
        return address.regionMatches(true, 0, "https://", 0, 8)
                || address.regionMatches(true, 0, "http://", 0, 7);
    }

    /// The member with a URL that holds them: a `data:` URL, or where they are.
    default void url(String name, JsonOut out) {
        switch (this) {
            case Inline(var type, var base64) -> {
                out.name(name).openText().inner("data:").inner(type).inner(";base64,");
                out.inner(base64).closeText();
            }
            case Remote(var url, _) -> out.field(name, url);
            case Stored(var id) -> out.field(name, id);
            case Plain(var text) -> out.field(name, text);
        }
    }

    /// What a URL says: a `data:` URL with base64 is inline, any other remote.
    static Media of(Raw url) {
        if (!url.startsWith("data:")) {
            return new Remote(url, null);
        }
        int comma = url.from() + 6;
        while (comma < url.to() && url.bytes()[comma] != ',') {
            comma++;
        }
        if (comma == url.to()) {
            throw TranslationFault.malformed("a data URL has no comma");
        }
        String head = new Raw(url.bytes(), url.from() + 6, comma + 1).json();
        int end = head.indexOf(";base64,");
        if (end < 0) {
            throw TranslationFault.malformed("a data URL must be in base64");
        }
        int semicolon = head.indexOf(';');
        return new Inline(
                head.substring(0, semicolon).replace("\\/", "/"),
                new JsonOut(url.to() - comma + 2)
                        .openText()
                        .bytes(url.bytes(), comma + 1, url.to())
                        .toRaw());
    }
}
