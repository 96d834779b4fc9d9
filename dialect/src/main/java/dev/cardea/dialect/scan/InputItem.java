package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.JsonScanner.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One item of a Responses call's input, as its members go by. It stands for what the provider stored
/// of an earlier answer when it is an `item_reference`, or an item with an id and without its content,
/// such as reasoning that isn't sent along encrypted.
final class InputItem {
    /// Members of which one that isn't null makes an item whole, whatever its type.
    private static final Set<String> CONTENTS =
            Set.of(
                    "content",
                    "arguments",
                    "output",
                    "encrypted_content",
                    "action",
                    "operation",
                    "result",
                    "results",
                    "queries",
                    "code",
                    "input",
                    "tools");

    /// What the member is whose value comes next.
    enum Member {
        ID,
        TYPE,
        CONTENT,
        OTHER
    }

    private final List<String> ids = new ArrayList<>(1);
    private Member member = Member.OTHER;
    private boolean reference;
    private boolean whole;

    /// Makes ready for the next item.
    void begin() {
        ids.clear();
        member = Member.OTHER;
        reference = false;
        whole = false;
    }

    /// Whether the text of the member's value is wanted.
    boolean named(byte[] bytes, int from, int to, boolean escaped) {
        String name = MemberNames.fold(JsonText.decode(bytes, from, to, escaped));
        member =
                switch (name) {
                    case "id" -> Member.ID;
                    case "type" -> Member.TYPE;
                    default -> CONTENTS.contains(name) ? Member.CONTENT : Member.OTHER;
                };
        return member == Member.ID || member == Member.TYPE;
    }

    Member member() {
        return member;
    }

    /// The member is an array or an object.
    void opened() {
        whole |= member == Member.CONTENT;
        member = Member.OTHER;
    }

    /// The member is a scalar.
    ///
    /// @param words its text, where that was wanted
    void scalar(Kind kind, String words) {
        switch (member) {
            case ID -> {
                if (kind == Kind.TEXT) {
                    ids.add(words);
                }
            }
            case TYPE -> reference |= words.equals("item_reference");
            case CONTENT -> whole |= kind != Kind.NULL;
            case OTHER -> {}
        }
        member = Member.OTHER;
    }

    /// The item is over; false when there is no room for what it refers to.
    boolean end(StoredIds to) {
        boolean room = true;
        for (String id : reference || !whole ? ids : List.<String>of()) {
            room &= to.add("input.id", id);
        }
        return room;
    }
}
