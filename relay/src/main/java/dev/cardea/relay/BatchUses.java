package dev.cardea.relay;

import dev.cardea.dialect.scan.BatchItem;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The paths and models that a stored batch asks for, as one line of text: `/v1/embeddings=m,…`, with
/// the percent-encoding of forms.
final class BatchUses {
    private BatchUses() {}

    /// Empty when there are no requests.
    static String text(List<BatchItem> items) {
        return items.isEmpty()
                ? ""
                : items.stream()
                        .map(item -> encoded(item.path()) + "=" + encoded(item.model()))
                        .distinct()
                        .collect(Collectors.joining(","));
    }

    /// The requests that the text stands for, which have no numbers any more.
    static List<BatchItem> items(String text) {
        return Stream.of(text.split(",", -1)).map(BatchUses::item).toList();
    }

    private static BatchItem item(String text) {
        int equals = text.indexOf('=');
        return new BatchItem(
                0,
                decoded(text.substring(0, equals)),
                decoded(text.substring(equals + 1)),
                List.of(),
                List.of());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
