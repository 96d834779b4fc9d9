package dev.cardea.relay;

import dev.cardea.model.LocalEndpoint;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.ResponseHead;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the gateway itself answers: a refusal, or the page of a local path.
///
/// @param fields by their names in lower case
/// @param bytes not copied; whoever writes them leaves them alone
record OwnAnswer(int status, Map<String, String> fields, byte[] bytes) {
    static OwnAnswer of(LocalEndpoint.Answer answer) {
        return new OwnAnswer(answer.status(), answer.fields(), answer.body());
    }

    static OwnAnswer json(int status, byte[] bytes) {
        return new OwnAnswer(status, Map.of("content-type", "application/json"), bytes);
    }

    /// The same with one more field.
    OwnAnswer with(String lowerCaseName, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(lowerCaseName, value);
        return new OwnAnswer(status, more, bytes);
    }

    /// The same with more fields.
    OwnAnswer with(Map<String, String> lowerCaseFields) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.putAll(lowerCaseFields);
        return new OwnAnswer(status, more, bytes);
    }

    /// The head, with the id of the call and, where a provider was asked, which; with a good answer also
    /// what of the caller's key concerns the call.
    ///
    /// @param into empty; becomes its fields
    ResponseHead head(Account account, Fields into) {
        fields.forEach((name, value) -> into.add(name.toLowerCase(Locale.ROOT), value));
        into.add("x-request-id", account.id());
        Answer.asked(account, into);
        if (status < 300 && account.caller() != null) {
            Answer.key(account, into);
        }
        return ResponseHead.of(status, into, bytes.length);
    }
}
