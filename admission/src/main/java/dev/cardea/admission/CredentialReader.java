package dev.cardea.admission;

import dev.cardea.model.Credential;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Credential.Presented;
import dev.cardea.model.Credential.Unusable;
import dev.cardea.model.KeyText;
import dev.cardea.model.Location;
import dev.cardea.model.Peer;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.RequestFields;
import dev.cardea.model.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the credential of a request where SDKs put it, and tells what is wrong with it as far as the
/// request alone shows. The secret doesn't leave this class: what comes out holds its hash.
///
/// An instance belongs to one thread (an event loop): it keeps a digest.
public final class CredentialReader {
    private static final Location[] HEADERS = {
        Location.X_API_KEY, Location.API_KEY, Location.X_GOOG_API_KEY
    };
    private static final String[] HEADER_NAMES = {"x-api-key", "api-key", "x-goog-api-key"};
    private static final Reason MISSING = Reasons.of("CREDENTIAL_MISSING");
    private static final Reason STRIPPED = Reasons.of("CREDENTIAL_STRIPPED_BY_PROXY");
    private static final String BEARER = "Bearer ";

    private final Digest digest = new Digest();

    /// The credential of a request whose head is read.
    ///
    /// @param query without the question mark, empty when there is none
    public Credential read(RequestFields fields, String query, Peer peer, Policy policy) {
        String value = fields.first("authorization");
        if (value != null
                && value.startsWith(BEARER + KeyText.PREFIX)
                && fields.count("authorization") == 1
                && fields.first("x-api-key") == null
                && fields.first("api-key") == null
                && fields.first("x-goog-api-key") == null
                && (!policy.query() || query.isEmpty())) {
            return presented(Location.AUTHORIZATION, value.substring(BEARER.length()));
        }
        return search(fields, query, peer, policy);
    }

    /// Whether the body of such a request may still show where its key went, so that reading its
    /// beginning is worth while.
    public static boolean mayBeInBody(Credential head) {
        return head instanceof Unusable(Fault fault, _)
                && (fault.reason().equals(MISSING) || fault.reason().equals(STRIPPED));
    }

    /// The verdict once the body is read too.
    ///
    /// @param bodyShowsKey whether a member named like a key or token holds a value with the shape of
    ///     this gateway's keys
    public static Credential withBody(Credential head, boolean bodyShowsKey) {
        return bodyShowsKey && mayBeInBody(head)
                ? new Unusable(Faults.of("CREDENTIAL_IN_BODY"), List.of(MISSING))
                : head;
    }

    private Credential search(RequestFields fields, String query, Peer peer, Policy policy) {
        Found found = new Found();
        for (String value : fields.all("authorization")) {
            found.add(Authorization.parse(value));
        }
        for (int i = 0; i < HEADERS.length; i++) {
            for (String value : fields.all(HEADER_NAMES[i])) {
                found.add(HEADERS[i], value);
            }
        }
        if (policy.query() && !query.isEmpty()) {
            addParameters(query, found);
        }
        if (found.conflict != null) {
            return new Unusable(
                    new Fault(
                            Reasons.of("CREDENTIAL_CONFLICT"), Map.of("locations", found.conflict)),
                    List.of());
        }
        if (found.text != null) {
            return presented(found.location, found.text);
        }
        Optional<Fault> wrongPlace = WrongPlaces.find(fields, query);
        if (found.wrong != null) {
            return new Unusable(
                    found.wrong.fault(),
                    found.wrong.byProxy()
                            ? List.of(STRIPPED)
                            : wrongPlace.map(f -> List.of(f.reason())).orElse(List.of()));
        }
        if (found.empty) {
            return new Unusable(
                    Faults.of("CREDENTIAL_EMPTY"),
                    wrongPlace.map(f -> List.of(f.reason())).orElse(List.of()));
        }
        if (wrongPlace.isPresent()) {
            return new Unusable(wrongPlace.get(), List.of(MISSING));
        }
        return peer.viaTrustedProxy()
                ? new Unusable(Fault.of(STRIPPED), List.of(MISSING))
                : new Unusable(Fault.of(MISSING), List.of());
    }

    private static void addParameters(String query, Found found) {
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (name.equals("key") || name.equals("api_key")) {
                found.add(
                        Location.QUERY,
                        equals < 0 ? "" : Text.unescape(pair.substring(equals + 1)));
            }
        }
    }

    /// What the look-up starts from. Whether the shape is right shows only when it finds nothing.
    private Presented presented(Location location, String value) {
        Optional<KeyText> text = KeyText.parse(value);
        if (text.isPresent()) {
            return new Presented(location, digest.of(value), text, Optional.empty());
        }
        String decoded = location == Location.QUERY ? value : Text.decode(value);
        return new Presented(
                location,
                Sha256.of(decoded),
                Optional.empty(),
                Optional.of(Hygiene.fault(decoded)));
    }

    /// The credentials found so far.
    private static final class Found {
        private Location location = Location.AUTHORIZATION;
        private @Nullable String text;
        private @Nullable String conflict;
        private Authorization.@Nullable Wrong wrong;
        private boolean empty;

        void add(Authorization authorization) {
            switch (authorization) {
                case Authorization.Key(var key, var basic) ->
                        add(basic ? Location.BASIC : Location.AUTHORIZATION, key);
                case Authorization.Empty() -> empty = true;
                case Authorization.Wrong it -> wrong = it;
            }
        }

        void add(Location where, String value) {
            if (value.isEmpty()) {
                empty = true;
            } else if (text == null) {
                text = value;
                location = where;
            } else if (!text.equals(value)) {
                conflict =
                        location == where
                                ? where.words() + " twice"
                                : location.words() + " and " + where.words();
            }
        }
    }
}
