package dev.cardea.dialect.hub;

/// A dialect as providers are asked in it how many tokens a request has.
///
/// @param answer reads the number
public record CountProviderSide(RequestWriter request, CountReader answer, ErrorReader error) {

    /// Reads how many tokens the provider counted.
    @FunctionalInterface
    public interface CountReader {

        /// @throws TranslationFault when the body tells none
        long read(byte[] body, int offset, int length);
    }

    /// Reads the number from the member of an object.
    public static CountReader member(String member) {
        return (body, offset, length) -> {
            long tokens = -1;
            try (JsonIn in = new JsonIn(body, offset, length)) {
                in.object();
                for (String name = in.member(); name != null; name = in.member()) {
                    if (name.equals(member)) {
                        tokens = in.count();
                    } else {
                        in.skip();
                    }
                }
                in.finish();
            }
            if (tokens < 0) {
                throw TranslationFault.malformed("'" + member + "' is missing");
            }
            return tokens;
        };
    }
}
