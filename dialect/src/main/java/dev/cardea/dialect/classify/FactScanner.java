package dev.cardea.dialect.classify;

import dev.cardea.dialect.scan.JsonScanner;
import dev.cardea.dialect.scan.JsonText;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// Collects the members that errors are made of, wherever they stand in a JSON text; also from one
/// that is cut off.
final class FactScanner extends JsonScanner {
    private static final int MAX_FACTS = 40;

    /// Members that repeat what the caller sent; nothing in them is the provider's word.
    private static final Set<String> ECHOES =
            Set.of("input", "body", "request", "ctx", "failed_generation");

    private final Set<String> codes = new LinkedHashSet<>();
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> messages = new LinkedHashSet<>();
    private final Set<String> quotas = new LinkedHashSet<>();
    private String retryDelay = "";
    private String requestId = "";
    private int status;
    private String name = "";
    private int echoDepth = Integer.MAX_VALUE;

    /// Reads a body; false when it isn't JSON. A cut at the end is no harm.
    boolean read(byte[] body, int from, int to) {
        reset();
        wantOutermost();
        echoDepth = Integer.MAX_VALUE;
        name = "";
        return feed(body, from, to) && (complete() || depth > 0 || !messages.isEmpty());
    }

    Set<String> codes() {
        return codes;
    }

    Set<String> types() {
        return types;
    }

    Set<String> messages() {
        return messages;
    }

    Set<String> quotas() {
        return quotas;
    }

    String retryDelay() {
        return retryDelay;
    }

    String requestId() {
        return requestId;
    }

    /// A status named in the body; 0 when there is none.
    int status() {
        return status;
    }

    /// `com.amazonaws#ThrottlingException:http://…` without what surrounds the name.
    static String bareCode(String code) {
        String bare = code.substring(code.indexOf('#') + 1);
        int colon = bare.indexOf(':');
        return (colon > 0 ? bare.substring(0, colon) : bare).strip();
    }

    @Override
    protected boolean wantsName() {
        return depth < echoDepth;
    }

    @Override
    protected boolean named(long at) {
        name = depth < echoDepth ? text() : "";
        return depth < echoDepth;
    }

    @Override
    protected void opened(boolean object, long at) {
        if (ECHOES.contains(name) && echoDepth == Integer.MAX_VALUE) {
            echoDepth = depth;
        }
    }

    @Override
    protected void closed(long at) {
        if (depth < echoDepth) {
            echoDepth = Integer.MAX_VALUE;
        }
        name = "";
    }

    @Override
    protected void scalar(Kind kind, long from, long to) {
        if (depth >= echoDepth) {
            return;
        }
        if (kind == Kind.NUMBER) {
            number();
        } else if (kind == Kind.TEXT) {
            text(depth == 0 ? "message" : name.toLowerCase(Locale.ROOT), text());
        }
    }

    private void number() {
        String digits = text();
        switch (name) {
            case "code", "status_code", "statusCode", "error_code", "status", "raw_status_code" -> {
                add(codes, digits);
                if (status == 0 && digits.matches("[45][0-9]{2}")) {
                    status = Integer.parseInt(digits);
                }
            }
            default -> {}
        }
    }

    private void text(String name, String value) {
        switch (name) {
            case "message",
                    "msg",
                    "detail",
                    "error",
                    "error_description",
                    "error_message",
                    "errormessage",
                    "status_msg",
                    "title",
                    "raw" ->
                    add(messages, value);
            case "code", "reason", "error_code", "__type", "errorcode" -> code(value);
            case "type" -> add(types, value);
            case "status" -> add(types, value);
            case "quotaid", "quotametric" -> add(quotas, value);
            case "retrydelay" -> retryDelay = value;
            case "request_id", "requestid" -> requestId = value;
            default -> {}
        }
    }

    private void code(String value) {
        add(codes, bareCode(value));
        if (value.indexOf(' ') > 0) {
            add(messages, value);
        }
    }

    private static void add(Set<String> facts, String value) {
        if (!value.isBlank() && facts.size() < MAX_FACTS) {
            facts.add(value);
        }
    }

    private String text() {
        byte[] bytes = text;
        return bytes == null ? "" : JsonText.decode(bytes, textFrom, textTo, escaped);
    }
}
