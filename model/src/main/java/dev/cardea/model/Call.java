package dev.cardea.model;

import java.time.Instant;
import java.util.List;

/// All that a decision needs to know of a request, without its secret: the input that is kept with a
/// refusal and replayed later.
///
/// @param id the request id, which is the diagnosis id too
/// @param at when the head was complete
/// @param environment that the listener serves
/// @param fieldNames the header names as they came
/// @param fromBrowser whether the headers say that a page in a browser sent it
public record Call(
        String id,
        Instant at,
        Environment environment,
        Peer peer,
        Operation operation,
        Credential credential,
        ModelAsk model,
        List<String> fieldNames,
        boolean fromBrowser) {

    /// The same call once its model is known.
    public Call withModel(ModelAsk model) {
        return new Call(
                id, at, environment, peer, operation, credential, model, fieldNames, fromBrowser);
    }

    /// The same call with what its body told of a credential.
    public Call withCredential(Credential credential) {
        return new Call(
                id, at, environment, peer, operation, credential, model, fieldNames, fromBrowser);
    }

    /// The same call with the field names in a list of their own.
    public Call withFieldNames(List<String> fieldNames) {
        return new Call(
                id, at, environment, peer, operation, credential, model, fieldNames, fromBrowser);
    }
}
