package dev.cardea.relay;

import dev.cardea.model.Copied;

/// How much of something a caller may make the gateway take.
///
/// @param headerBytes of one request, field names and values; beyond: `HEADERS_TOO_LARGE`
/// @param uriBytes of one request's target; beyond: `URI_TOO_LONG`
/// @param bodyBytes of one request, after decompression; beyond: `BODY_TOO_LARGE`. Twice what most
///     of the common providers take
/// @param uploadBytes of one request that gives a provider a file or a batch to keep, which streams
///     through; beyond: `BODY_TOO_LARGE`. What OpenAI takes at most
/// @param holdBytes of one request's body that are held until it is complete, so that nothing of a
///     broken request reaches a provider and an attempt can be repeated; a longer body streams
/// @param translatedBytes of one request's body, or one whole answer, that is translated between
///     dialects, for which it has to be held whole; beyond: `BODY_TOO_LARGE`
/// @param heldBytes of all requests' bodies together; beyond it a call streams without being held,
///     or gets `GATEWAY_OVERLOADED` when its model isn't known yet
/// @param unprovenBodyBytes that are read of a request which is refused
/// @param connections of clients; beyond: `GATEWAY_OVERLOADED`
@Copied
public record Limits(
        int headerBytes,
        int uriBytes,
        int bodyBytes,
        long uploadBytes,
        int holdBytes,
        int translatedBytes,
        long heldBytes,
        int unprovenBodyBytes,
        int connections) {
    /// Those of a gateway that nobody configured.
    public static final Limits DEFAULT =
            new Limits(
                    64 << 10,
                    8 << 10,
                    64 << 20,
                    512L << 20,
                    1 << 20,
                    16 << 20,
                    256L << 20,
                    64 << 10,
                    20_000);

    public Limits {
        positive("headerBytes", headerBytes);
        positive("uriBytes", uriBytes);
        positive("bodyBytes", bodyBytes);
        positive("uploadBytes", uploadBytes);
        positive("holdBytes", holdBytes);
        positive("translatedBytes", translatedBytes);
        positive("heldBytes", heldBytes);
        positive("unprovenBodyBytes", unprovenBodyBytes);
        positive("connections", connections);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be 1 or more, found " + value);
        }
    }

    public Limits withBodyBytes(int bodyBytes) {
        return LimitsBuilder.builder(this).bodyBytes(bodyBytes).build();
    }

    public Limits withTranslatedBytes(int translatedBytes) {
        return LimitsBuilder.builder(this).translatedBytes(translatedBytes).build();
    }

    public Limits withHeldBytes(long heldBytes) {
        return LimitsBuilder.builder(this).heldBytes(heldBytes).build();
    }

    public Limits withConnections(int connections) {
        return LimitsBuilder.builder(this).connections(connections).build();
    }
}
