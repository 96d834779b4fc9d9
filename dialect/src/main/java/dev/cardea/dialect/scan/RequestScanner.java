package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.BodyKey;
import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.Model;
import dev.cardea.dialect.scan.RequestScan.StateReference;
import dev.cardea.model.Endpoint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the members of a request that the gateway acts on.
final class RequestScanner extends JsonScanner implements BodyScanner {
    /// Longest model name, in bytes of its JSON text.
    private static final int MAX_MODEL = 1024;

    /// Shortest text that can be taken for a key.
    private static final int MIN_KEY = 24;

    private enum Member {
        MODEL,
        STREAM,
        OPTIONS,
        WISH,
        PREVIOUS,
        CONVERSATION,
        STORE,
        CACHE_KEY,
        USER,
        METADATA,
        USER_ID,
        THING,
        INPUT,
        ITEM,
        OTHER
    }

    /// In how many objects and arrays the name of something stored may stand.
    private static final int DEEPEST_THING = 12;

    /// How deep the members of an item of the input are.
    private static final int ITEM_DEPTH = 3;

    private final WishPlace wish;
    private final boolean keeps;
    private final boolean namesThings;
    private final StoredIds things = new StoredIds();
    private final InputItem item = new InputItem();
    private Member member = Member.OTHER;
    private boolean sawModel;
    private boolean sawStream;
    private boolean sawOptions;
    private boolean sawWish;
    private boolean sawPrevious;
    private boolean sawConversation;
    private boolean sawStore;
    private boolean inThings;
    private boolean inOptions;
    private boolean inConversation;
    private boolean inMetadata;
    private boolean inContainer;
    private boolean inInput;
    private boolean notAnObject;
    private @Nullable Model model;
    private boolean stream;
    private @Nullable BodyKey key;
    private @Nullable StateReference state;
    private boolean stored = true;
    private String cacheKey = "";
    private String user = "";

    RequestScanner(Endpoint endpoint) {
        wish =
                new WishPlace(
                        endpoint == Endpoint.CHAT_COMPLETIONS || endpoint == Endpoint.COMPLETIONS);
        keeps = endpoint == Endpoint.RESPONSES;
        namesThings =
                keeps || endpoint == Endpoint.CHAT_COMPLETIONS || endpoint == Endpoint.MESSAGES;
    }

    @Override
    public Optional<Model> model() {
        return Optional.ofNullable(model);
    }

    @Override
    public boolean stream() {
        return stream;
    }

    @Override
    public Optional<StateReference> state() {
        return Optional.ofNullable(state);
    }

    @Override
    public List<StateReference> files() {
        return things.all();
    }

    @Override
    public String cacheKey() {
        return cacheKey;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public Optional<Splice.Edit> lateWish() {
        return wish.late();
    }

    @Override
    public int wishRoom() {
        return wish.room();
    }

    @Override
    public long endAt() {
        return wish.endAt();
    }

    @Override
    public RequestScan result() {
        if (!finish()) {
            return RequestScan.broken(
                    notAnObject
                            ? "a JSON object was expected"
                            : brokenAt() == 0
                                    ? beginning()
                                    : "at byte %d %s was expected"
                                            .formatted(brokenAt() + 1, expected()));
        }
        return new Found(
                model(),
                stream,
                wish.ofWhole(),
                Optional.ofNullable(key),
                state(),
                keeps && stored);
    }

    private String beginning() {
        return consumed == 0
                ? "the body is empty; a JSON object was expected"
                : "the body doesn't begin like JSON (nor may it with a byte order mark); a JSON object was expected";
    }

    @Override
    protected boolean wantsName() {
        return depth == 1
                || (depth == 2 && (inOptions || inConversation || inMetadata || inContainer))
                || (namesThings && depth > 2 && depth <= DEEPEST_THING);
    }

    @Override
    protected boolean named(long at) {
        member = Member.OTHER;
        if (depth > 2) {
            return (depth == ITEM_DEPTH && inInput && isItems()) || (wantsName() && isThing());
        }
        if (depth == 1) {
            nameOfRequest(at);
        } else if (depth == 2 && inOptions) {
            nameOfOption(at);
        } else if (depth == 2 && inConversation && isNamed("id")) {
            member = Member.CONVERSATION;
            refuseSecond(state != null, "id", at);
        }
        if (depth == 2 && inMetadata && isNamed("user_id")) {
            member = Member.USER_ID;
        }
        if (depth == 2 && inContainer && isNamed("id")) {
            member = Member.THING;
            things.namedInContainer();
        }
        return true;
    }

    private void nameOfRequest(long at) {
        String name = candidate();
        switch (name) {
            case "model" -> {
                member = Member.MODEL;
                refuseSecond(sawModel, name, at);
                sawModel = true;
            }
            case "stream" -> {
                member = Member.STREAM;
                refuseSecond(sawStream, name, at);
                sawStream = true;
            }
            case "stream_options" -> {
                member = Member.OPTIONS;
                refuseSecond(sawOptions, name, at);
                sawOptions = true;
            }
            case "previous_response_id" -> {
                member = Member.PREVIOUS;
                refuseSecond(sawPrevious, name, at);
                sawPrevious = true;
            }
            case "conversation" -> {
                member = Member.CONVERSATION;
                refuseSecond(sawConversation, name, at);
                sawConversation = true;
            }
            case "store" -> {
                member = Member.STORE;
                refuseSecond(sawStore, name, at);
                sawStore = true;
            }
            case "prompt_cache_key" -> member = Member.CACHE_KEY;
            case "user" -> member = Member.USER;
            case "metadata" -> member = Member.METADATA;
            case "" -> {
                if (keeps && isNamed("input")) {
                    member = Member.INPUT;
                } else if (namesThings) {
                    isThing();
                }
            }
            default -> broken(at, "the name spelled in lower case");
        }
    }

    private void nameOfOption(long at) {
        wish.option();
        String name = candidate();
        if (name.equals("include_usage")) {
            member = Member.WISH;
            refuseSecond(sawWish, name, at);
            sawWish = true;
        }
    }

    private boolean isThing() {
        byte[] bytes = text;
        if (bytes == null || !things.named(bytes, textFrom, textTo, escaped)) {
            return false;
        }
        member = Member.THING;
        return true;
    }

    /// Whether the member tells of an item of the input what it stands for.
    private boolean isItems() {
        byte[] bytes = text;
        if (bytes == null || !item.named(bytes, textFrom, textTo, escaped)) {
            return false;
        }
        member = Member.ITEM;
        return true;
    }

    private boolean isNamed(String name) {
        byte[] bytes = text;
        return bytes != null
                && textTo - textFrom >= name.length()
                && JsonText.decode(bytes, textFrom, textTo, escaped).equals(name);
    }

    private void refuseSecond(boolean seen, String name, long at) {
        if (seen) {
            broken(at, "no second member '" + name + "'");
        }
    }

    private String candidate() {
        byte[] bytes = text;
        return bytes == null
                ? ""
                : MemberNames.candidate(bytes, textFrom, textTo, escaped, depth, keeps);
    }

    @Override
    protected void opened(boolean object, long at) {
        if (depth == 1) {
            if (!object) {
                notAnObject = true;
                broken(at, "an object");
            }
            wish.opened(at);
            return;
        }
        if (depth == 2) {
            switch (member) {
                case MODEL -> broken(at, "a text");
                case STREAM -> broken(at, "true or false");
                case OPTIONS -> {
                    if (!object) {
                        broken(at, "an object");
                    }
                    inOptions = true;
                    wish.optionsOpened(at);
                }
                case PREVIOUS -> broken(at, "a text");
                case STORE -> broken(at, "true or false");
                case CONVERSATION -> {
                    if (!object) {
                        broken(at, "a text or an object");
                    }
                    inConversation = true;
                }
                case METADATA -> inMetadata = object;
                case THING -> inContainer = object && things.isContainer();
                case INPUT -> inInput = !object;
                case WISH, CACHE_KEY, USER, USER_ID, ITEM, OTHER -> {}
            }
        }
        if (inInput && depth == ITEM_DEPTH) {
            item.begin();
        } else if (inInput && depth == ITEM_DEPTH + 1) {
            item.opened();
        }
        inThings = !object && member == Member.THING;
        if (inThings) {
            wantElements();
        }
        if (depth == 3 && member == Member.CONVERSATION) {
            broken(at, "a text");
        } else if (depth == 3 && member == Member.WISH) {
            broken(at, "true or false");
        }
        member = inThings ? Member.THING : Member.OTHER;
    }

    @Override
    protected void closed(long at) {
        if (depth == 0) {
            wish.closed(at);
        }
        if (depth == 1) {
            if (inOptions) {
                wish.optionsClosed(at);
            }
            inOptions = false;
            inConversation = false;
            inMetadata = false;
            inContainer = false;
            inInput = false;
        } else if (depth == ITEM_DEPTH - 1 && inInput && !item.end(things)) {
            broken(at, StoredIds.expectation());
        }
        inThings = false;
        member = Member.OTHER;
    }

    @Override
    protected void scalar(Kind kind, long from, long to) {
        if (depth == 0) {
            notAnObject = true;
            broken(from, "an object");
            return;
        }
        if (inInput && depth == ITEM_DEPTH) {
            item(kind, from, to);
        }
        switch (member) {
            case MODEL -> model(kind, from, to);
            case STREAM -> {
                stream = flag(kind, from);
                wish.streamed(stream);
            }
            case OPTIONS -> {
                if (kind != Kind.NULL) {
                    broken(from, "an object");
                }
                wish.noOptions(new Range(from, to));
            }
            case WISH -> wish.asked(flag(kind, from), new Range(from, to));
            case PREVIOUS -> state("previous_response_id", kind, from, to);
            case CONVERSATION -> state("conversation", kind, from, to);
            case STORE -> stored = kind == Kind.NULL || flag(kind, from);
            case CACHE_KEY -> {
                cacheKey = words(kind, cacheKey);
                lookForKey(kind, from, to);
            }
            case USER, USER_ID -> {
                user = words(kind, user);
                lookForKey(kind, from, to);
            }
            case THING -> thing(kind, from, to);
            case ITEM -> {}
            case METADATA, INPUT, OTHER -> lookForKey(kind, from, to);
        }
        member = inThings ? Member.THING : Member.OTHER;
    }

    private void model(Kind kind, long from, long to) {
        if (kind == Kind.NULL) {
            return;
        }
        if (kind != Kind.TEXT) {
            broken(from, "a text");
            return;
        }
        if (to - from > MAX_MODEL) {
            broken(from, "a model name of at most " + MAX_MODEL + " bytes");
            return;
        }
        String name = JsonText.decode(Objects.requireNonNull(text), textFrom, textTo, escaped);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == 0x7f || JsonText.loneSurrogate(name, i)) {
                broken(from, "a model name without control characters");
                return;
            }
        }
        model = new Model(name, new Range(from, to));
    }

    private void state(String field, Kind kind, long from, long to) {
        if (kind == Kind.NULL) {
            return;
        }
        if (kind != Kind.TEXT || !StoredIds.fits(to - from)) {
            broken(from, "a text of at most " + StoredIds.LONGEST + " bytes");
        } else if (state != null) {
            broken(from, "either 'previous_response_id' or 'conversation'");
        } else {
            byte[] bytes = Objects.requireNonNull(text);
            state = new StateReference(field, JsonText.decode(bytes, textFrom, textTo, escaped));
        }
    }

    private void thing(Kind kind, long from, long to) {
        if (!things.take(kind, text, textFrom, textTo, escaped, to - from)) {
            broken(from, StoredIds.expectation());
        }
    }

    private void item(Kind kind, long from, long to) {
        boolean id = item.member() == InputItem.Member.ID && kind == Kind.TEXT;
        byte[] bytes = text;
        if (id && (bytes == null || !StoredIds.fits(to - from))) {
            broken(from, StoredIds.expectation());
        }
        item.scalar(
                kind,
                member == Member.ITEM && kind == Kind.TEXT && bytes != null
                        ? JsonText.decode(bytes, textFrom, textTo, escaped)
                        : "");
    }

    /// What a text says, or what was said before.
    private String words(Kind kind, String before) {
        byte[] bytes = text;
        return kind != Kind.TEXT || bytes == null || !before.isEmpty()
                ? before
                : JsonText.decode(bytes, textFrom, textTo, escaped);
    }

    private boolean flag(Kind kind, long from) {
        return switch (kind) {
            case TRUE -> true;
            case FALSE, NULL -> false;
            case TEXT, NUMBER -> {
                broken(from, "true or false");
                yield false;
            }
        };
    }

    private void lookForKey(Kind kind, long from, long to) {
        byte[] bytes = text;
        if (kind == Kind.TEXT
                && key == null
                && bytes != null
                && to - from >= MIN_KEY
                && textTo - textFrom == to - from - 2
                && bytes[textFrom] == 'c'
                && bytes[textFrom + 1] == 'd'
                && bytes[textFrom + 2] == 'a'
                && bytes[textFrom + 3] == '_') {
            key =
                    new BodyKey(
                            JsonText.decode(bytes, textFrom, textTo, escaped), new Range(from, to));
        }
    }
}
