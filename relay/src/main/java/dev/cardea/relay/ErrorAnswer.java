package dev.cardea.relay;

import dev.cardea.model.Provider;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.util.Map;

/// A provider's refusal, collected until it can be told what it means.
final class ErrorAnswer {
    /// As much of its body is looked at.
    private static final int MOST_BYTES = 64 << 10;

    private final Provider provider;
    private final int status;
    private int length;

    ErrorAnswer(RelayLoop loop, Provider provider, ResponseHead head) {
        this.provider = provider;
        status = head.status();
    }

    int status() {
        return status;
    }

    /// Takes a part of the body, and releases it; true when there is enough of it.
    boolean add(ByteBuf part) {
        length += part.readableBytes();
        part.release();
        return length >= MOST_BYTES;
    }

    Failure failure() {
        return Failure.upstream(
                "UPSTREAM_UNCLASSIFIED",
                Map.of("provider", provider.name(), "status", String.valueOf(status)));
    }
}
