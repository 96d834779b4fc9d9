package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.BodyKey;
import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.Model;
import dev.cardea.dialect.scan.RequestScan.StateReference;
import dev.cardea.model.Endpoint;
import java.util.ArrayList;
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
        OTHER
    }

    /// Longest id of something that a provider keeps, in bytes of its JSON text.
    private static final int MAX_ID = 512;

    /// How many stored files and the like a body may name.
    private static final int MOST_FILES = 1000;

    /// In how many objects and arrays the name of one may stand.
    private static final int DEEPEST_FILE = 12;

    private static final String CONTAINER = "container";

    private final WishPlace wish;
    private final boolean keeps;
    private final boolean namesThings;
    private final List<StateReference> files = new ArrayList<>(0);
    private Member member = Member.OTHER;
    private boolean sawModel;
    private boolean sawStream;
    private boolean sawOptions;
    private boolean sawWish;
    private boolean sawPrevious;
    private boolean sawConversation;
    private boolean sawStore;
    private String thing = "";
    private boolean inThings;
    private boolean inOptions;
    private boolean inConversation;
    private boolean inMetadata;
    private boolean inContainer;
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
        return files;
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
                || (namesThings && depth > 2 && depth <= DEEPEST_FILE);
    }

    @Override
    protected boolean named(long at) {
        member = Member.OTHER;
        if (depth > 2) {
            return wantsName() && isThing();
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
            thing = CONTAINER;
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
                if (namesThings) {
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
        String name = bytes == null ? "" : MemberNames.thing(bytes, textFrom, textTo, escaped);
        if (name.isEmpty()) {
            return false;
        }
        member = Member.THING;
        thing = name;
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
                case THING -> inContainer = object && thing.equals(CONTAINER);
                case WISH, CACHE_KEY, USER, USER_ID, OTHER -> {}
            }
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
            case METADATA, OTHER -> lookForKey(kind, from, to);
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
        if (kind != Kind.TEXT || to - from > MAX_ID) {
            broken(from, "a text of at most " + MAX_ID + " bytes");
        } else if (state != null) {
            broken(from, "either 'previous_response_id' or 'conversation'");
        } else {
            byte[] bytes = Objects.requireNonNull(text);
            state = new StateReference(field, JsonText.decode(bytes, textFrom, textTo, escaped));
        }
    }

    /// What isn't an id is for the provider to refuse. A `container` is often something else: only what
    /// looks like one of OpenAI's or Anthropic's counts.
    private void thing(Kind kind, long from, long to) {
        byte[] bytes = text;
        boolean isOther =
                kind != Kind.TEXT
                        || (thing.equals(CONTAINER)
                                && (bytes == null || !isContainer(bytes, textFrom, textTo)));
        if (isOther) {
            return;
        }
        if (to - from > MAX_ID || bytes == null || files.size() == MOST_FILES) {
            broken(
                    from,
                    "at most %d ids of files and the like, of %d bytes"
                            .formatted(MOST_FILES, MAX_ID));
            return;
        }
        files.add(new StateReference(thing, JsonText.decode(bytes, textFrom, textTo, escaped)));
    }

    private boolean isContainer(byte[] bytes, int from, int to) {
        String id = JsonText.decode(bytes, from, to, escaped);
        return id.startsWith("cntr_") || id.startsWith("container_");
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
