package dev.cardea.dialect.translate;

import dev.cardea.model.Credential;
import java.util.List;
import java.util.Map;

/// What became of a client's request.
public sealed interface Translation {

    /// It can't be read, or says what the target can't.
    ///
    /// @param fault REQUEST_MALFORMED or FIELD_UNSUPPORTED, with the words that fill their sentences
    record Refused(Credential.Fault fault) implements Translation {}

    /// The client's dialect has an answer of its own for it, which its SDKs act upon: send that, and
    /// call no provider.
    ///
    /// @param headers besides the content's type, lower-case names
    record Answered(int status, byte[] body, Map<String, String> headers) implements Translation {
        public Answered {
            headers = Map.copyOf(headers);
        }
    }

    /// The request for the provider, and what reads its answer.
    ///
    /// @param body in the provider's dialect
    /// @param path below the provider's base URL, with its query
    /// @param headers that the provider needs besides the credential, lower-case names
    /// @param dropped the fields that were left out, in the client's words; for the answer's header
    /// @param stream whether the answer is wanted in pieces
    record Translated(
            byte[] body,
            String path,
            Map<String, String> headers,
            List<String> dropped,
            boolean stream,
            Answers answers)
            implements Translation {
        public Translated {
            headers = Map.copyOf(headers);
            dropped = List.copyOf(dropped);
        }
    }
}
