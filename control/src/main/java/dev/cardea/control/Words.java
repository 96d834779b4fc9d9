package dev.cardea.control;

import dev.cardea.model.ApiVersion;
import java.net.URI;
import java.util.List;

/// Checks of the texts that administrators give to things.
final class Words {
    private Words() {}

    /// A name for people: 1 to 100 characters, no control characters, no blanks at the ends.
    static String name(String pointer, String name) {
        if (name.isBlank() || name.length() > 100 || !name.equals(name.strip())) {
            throw new ControlFailure.Invalid(
                    pointer, "a name has 1 to 100 characters and no blanks at its ends");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new ControlFailure.Invalid(pointer, "a name has no control characters");
        }
        return name;
    }

    /// A name that goes into `provider/model`: 1 to 40 lower-case letters, digits, dots or dashes.
    static String slug(String pointer, String name) {
        if (!name.matches("[a-z0-9][a-z0-9.-]{0,39}")) {
            throw new ControlFailure.Invalid(
                    pointer,
                    "this name has 1 to 40 lower-case letters, digits, dots or dashes and starts with a letter or digit");
        }
        return name;
    }

    /// Texts of a list, each 1 to 200 printable characters without blanks.
    static void items(String pointer, List<String> items) {
        if (items.size() > 1000) {
            throw new ControlFailure.Invalid(
                    pointer, "a list has up to 1000 items, found " + items.size());
        }
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).matches("[\\x21-\\x7e]{1,200}")) {
                throw new ControlFailure.Invalid(
                        pointer + "/" + i, "an item has 1 to 200 printable characters, no blanks");
            }
        }
    }

    /// The address of a provider: `https`, or `http` for those who run the gateway; no credentials,
    /// query or fragment in it.
    static URI baseUrl(String pointer, URI url) {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new ControlFailure.Invalid(
                    pointer, "a base URL is like https://host/path, with http or https");
        }
        if (url.getRawUserInfo() != null
                || !ApiVersion.isAllOfQuery(url)
                || url.getRawFragment() != null) {
            throw new ControlFailure.Invalid(
                    pointer, "a base URL has no user or fragment, and no query but api-version");
        }
        return url;
    }
}
