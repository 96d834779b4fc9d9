package dev.cardea.dialect.kept;

import dev.cardea.dialect.scan.JsonScanner;
import dev.cardea.dialect.scan.JsonText;
import dev.cardea.dialect.scan.Range;
import dev.cardea.dialect.scan.Splice;
import dev.cardea.dialect.scan.Splice.Edit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A page of things that a provider keeps, in the way of OpenAI's and Anthropic's APIs: an object with
/// the things as `data`, and `has_more`, `first_id` and `last_id`. It can be written again with some of
/// the things only.
public final class KeptPage {
    private final byte[] bytes;
    private final Scanner found;

    /// One thing of a page.
    ///
    /// @param id its own
    /// @param files ids of the files that came of it
    /// @param json as the provider wrote it, but for a [ResultsAddress]
    public record Thing(String id, List<String> files, byte[] json) {}

    private KeptPage(byte[] bytes, Scanner found) {
        this.bytes = bytes;
        this.found = found;
    }

    /// Empty when this is no such page, or can be read in two ways.
    public static Optional<KeptPage> read(byte[] bytes, int length) {
        byte[] page = Arrays.copyOf(bytes, length);
        Scanner scanner = new Scanner(page);
        scanner.feed(page, 0, length);
        return scanner.finish() && scanner.data != null
                ? Optional.of(new KeptPage(page, scanner))
                : Optional.empty();
    }

    /// In the provider's order.
    public List<Thing> things() {
        return found.things;
    }

    /// Whether the provider says that there are more behind these.
    public boolean hasMore() {
        return found.more;
    }

    /// This page with these things in place of its own.
    ///
    /// @param more whether there are more behind them
    public byte[] with(List<Thing> things, boolean more) {
        List<Edit> edits = new ArrayList<>(4);
        edits.add(new Edit(found.data(), joined(things)));
        add(edits, found.firstId, things.isEmpty() ? null : things.getFirst());
        add(edits, found.lastId, things.isEmpty() ? null : things.getLast());
        if (found.hasMore != null) {
            edits.add(
                    new Edit(
                            found.hasMore,
                            String.valueOf(more).getBytes(StandardCharsets.US_ASCII)));
        }
        edits.sort(Comparator.comparingLong(edit -> edit.range().from()));
        return new Splice(edits).apply(bytes, 0, bytes.length);
    }

    private static void add(List<Edit> edits, @Nullable Range at, @Nullable Thing thing) {
        if (at != null) {
            edits.add(
                    new Edit(
                            at,
                            thing == null
                                    ? "null".getBytes(StandardCharsets.US_ASCII)
                                    : JsonText.quote(thing.id)));
        }
    }

    private static byte[] joined(List<Thing> things) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Thing thing : things) {
            if (all.size() > 0) {
                all.write(',');
            }
            all.writeBytes(thing.json);
        }
        return all.toByteArray();
    }

    private static final class Scanner extends JsonScanner {
        private final byte[] page;
        private final List<Thing> things = new ArrayList<>();
        private final List<String> files = new ArrayList<>(2);
        private String member = "";
        private boolean inData;
        private long dataFrom;
        private long thingFrom;
        private @Nullable String id;
        private @Nullable Range data;
        private @Nullable Range firstId;
        private @Nullable Range lastId;
        private @Nullable Range hasMore;
        private boolean more;

        Scanner(byte[] page) {
            this.page = page;
        }

        Range data() {
            return data == null ? new Range(0, 0) : data;
        }

        @Override
        protected boolean wantsName() {
            return depth == 1 || (inData && depth == 3);
        }

        @Override
        protected boolean named(long at) {
            member = "";
            byte[] name = text;
            if (!wantsName() || name == null) {
                return false;
            }
            if (depth == 1 || KeptIds.in(name, textFrom, textTo, escaped)) {
                member = JsonText.decode(name, textFrom, textTo, escaped);
            }
            return depth == 3;
        }

        @Override
        protected void opened(boolean object, long at) {
            if (depth == 2 && member.equals("data")) {
                if (object || data != null) {
                    broken(at, "one array 'data'");
                }
                inData = true;
                dataFrom = at + 1;
            } else if (depth == 3 && inData) {
                if (!object) {
                    broken(at, "an object");
                }
                thingFrom = at;
                id = null;
                files.clear();
            }
            member = "";
        }

        @Override
        protected void closed(long at) {
            if (depth == 1 && inData) {
                inData = false;
                data = new Range(dataFrom, at);
            } else if (depth == 2 && inData) {
                thing(at + 1);
            }
            member = "";
        }

        /// One without an id is nobody's.
        private void thing(long end) {
            if (id != null) {
                things.add(
                        new Thing(
                                id,
                                List.copyOf(files),
                                ResultsAddress.relative(
                                        Arrays.copyOfRange(page, (int) thingFrom, (int) end))));
            }
        }

        @Override
        protected void scalar(Kind kind, long from, long to) {
            if (depth == 2 && inData) {
                broken(from, "an object");
            } else if (depth == 1) {
                switch (member) {
                    case "first_id" -> firstId = only(firstId, from, to);
                    case "last_id" -> lastId = only(lastId, from, to);
                    case "has_more" -> {
                        hasMore = only(hasMore, from, to);
                        more = kind == Kind.TRUE;
                    }
                    default -> {}
                }
            } else if (depth == 3 && !member.isEmpty() && kind == Kind.TEXT && text != null) {
                String value = JsonText.decode(text, textFrom, textTo, escaped);
                if (!member.equals(KeptIds.OWN)) {
                    files.add(value);
                } else if (id == null) {
                    id = value;
                } else {
                    broken(from, "no second 'id'");
                }
            }
            member = "";
        }

        private Range only(@Nullable Range before, long from, long to) {
            if (before != null) {
                broken(from, "no second member '" + member + "'");
            }
            return new Range(from, to);
        }
    }
}
