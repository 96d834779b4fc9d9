package dev.cardea.relay;

import dev.cardea.dialect.scan.Splice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// What is held of one request's body, and what that takes of the budget of all.
final class HeldBody {
    private static final int FIRST_CAPACITY = 2048;

    private final HeldBytes budget;
    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf held;
    private long charged;
    private long translated;
    private boolean overBudget;

    HeldBody(HeldBytes budget, ByteBufAllocator allocator) {
        this.budget = budget;
        this.allocator = allocator;
    }

    /// Copies a part behind what is held. What came in one go is held even if that is over the budget,
    /// for it is here already.
    void add(ByteBuf part) {
        ByteBuf to = held;
        if (to == null) {
            to = allocator.heapBuffer(Math.max(FIRST_CAPACITY, part.readableBytes()));
            held = to;
        }
        to.writeBytes(part);
        long more = to.capacity() - charged;
        if (more > 0 && budget.tryTake(more)) {
            charged += more;
        } else if (more > 0) {
            overBudget = true;
        }
    }

    /// Whether the budget has nothing left to hold more in.
    boolean overBudget() {
        return overBudget;
    }

    /// Whether there is anything.
    boolean any() {
        return held != null;
    }

    /// All of it, on the heap, to be read; it stays held.
    ByteBuf whole() {
        return held == null ? Unpooled.EMPTY_BUFFER : held;
    }

    /// It with the changes made, as one buffer of its own; what is held stays.
    ByteBuf content(Splice splice) {
        ByteBuf from = held;
        if (from == null) {
            return allocator.directBuffer(0, 0);
        }
        int size = from.readableBytes();
        ByteBuf content = allocator.directBuffer(Math.toIntExact(size + splice.growth()));
        if (splice.isEmpty()) {
            content.writeBytes(from, from.readerIndex(), size);
        } else {
            splice.pieces(
                    from.array(),
                    from.arrayOffset() + from.readerIndex(),
                    size,
                    (bytes, offset, count) -> content.writeBytes(bytes, offset, count));
        }
        return content;
    }

    /// Takes account of what was made of it for a provider of another dialect, which is held as long.
    /// The largest of several counts: each attempt has its own, and that of the one before is gone.
    ///
    /// @return false when the budget has nothing left for it
    boolean translated(int bytes) {
        long more = bytes - translated;
        if (more > 0 && !budget.tryTake(more)) {
            return false;
        }
        translated += Math.max(0, more);
        return true;
    }

    /// Lets go of it, and gives back what it took.
    void release() {
        if (held != null) {
            held.release();
            held = null;
        }
        budget.giveBack(charged + translated);
        charged = 0;
        translated = 0;
    }
}
