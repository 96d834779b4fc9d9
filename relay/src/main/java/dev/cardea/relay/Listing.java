package dev.cardea.relay;

import dev.cardea.dialect.kept.KeptPage;
import dev.cardea.dialect.kept.KeptPage.Thing;
import dev.cardea.model.Dialect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A list that is gathered from a provider's pages, because others' things are left out of them: page by
/// page, until there are as many as the client asked for, no more pages, or too many.
///
/// @param query of the next page
/// @param cursor the parameter that says behind which thing a page begins
/// @param most how many things the client wants; 0 for as many as the provider's first page has
/// @param pages that were read
/// @param own the things so far
record Listing(String query, String cursor, int most, int pages, List<Thing> own) {
    /// So many pages are read for one list.
    private static final int MOST_PAGES = 50;

    /// As many bytes of things are gathered before no other page is read.
    private static final long MOST_BYTES = 4 << 20;

    /// The beginning of a list that a client asks for.
    static Listing of(Dialect client, String query) {
        String cursor = client == Dialect.ANTHROPIC ? "after_id" : "after";
        return new Listing(query, cursor, limit(query), 0, List.of());
    }

    private static int limit(String query) {
        String limit = QueryText.value(query, "limit");
        return limit.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(limit) : 0;
    }

    /// What comes of the next page.
    sealed interface Step {
        /// The list is complete.
        record Over(List<Thing> own, boolean more) implements Step {}

        /// Another page is needed.
        record On(Listing next) implements Step {}
    }

    /// Takes the things of a page that are the caller's.
    Step with(KeptPage page, Predicate<Thing> isOwn) {
        List<Thing> all = new ArrayList<>(own);
        page.things().stream().filter(isOwn).forEach(all::add);
        int wanted = most > 0 ? most : page.things().size();
        if (all.size() > wanted && pages > 0) {
            return new Step.Over(List.copyOf(all.subList(0, wanted)), true);
        }
        boolean goesOn =
                page.hasMore()
                        && all.size() < wanted
                        && pages + 1 < MOST_PAGES
                        && all.stream().mapToLong(it -> it.json().length).sum() < MOST_BYTES
                        && !page.things().isEmpty()
                        && QueryText.value(query, "before_id").isEmpty();
        if (!goesOn) {
            return new Step.Over(List.copyOf(all), page.hasMore());
        }
        String last = URLEncoder.encode(page.things().getLast().id(), StandardCharsets.UTF_8);
        return new Step.On(
                new Listing(
                        QueryText.with(query, cursor, last),
                        cursor,
                        wanted,
                        pages + 1,
                        List.copyOf(all)));
    }
}
