package dev.cardea.dialect.gemini;

/// Field names. Protocol Buffers' JSON takes `maxOutputTokens` and `max_output_tokens` alike.
final class Names {
    private Names() {}

    /// The name in camel case. Only for fields of the API: what users name stays as it is.
    static String camel(String name) {
        int at = name.indexOf('_');
        if (at < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length()).append(name, 0, at);
        for (int i = at; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_' && i + 1 < name.length()) {
                camel.append(Character.toUpperCase(name.charAt(++i)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }
}
