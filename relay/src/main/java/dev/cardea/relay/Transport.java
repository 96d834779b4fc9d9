package dev.cardea.relay;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the event loops talk to the system's sockets.
public enum Transport {
    /// The best one that works here: [#IO_URING], else [#EPOLL], else [#NIO].
    AUTO,
    /// Linux's io_uring: many operations a system call. Containers often forbid it.
    IO_URING,
    /// Linux's epoll: a system call for each read and write.
    EPOLL,
    /// The JDK's own; works everywhere.
    NIO;

    /// What stands for it on this machine; never [#AUTO].
    ///
    /// @throws Unavailable when it is named and doesn't work here
    Transport resolved() {
        return switch (this) {
            case AUTO -> IoUring.isAvailable() ? IO_URING : Epoll.isAvailable() ? EPOLL : NIO;
            case IO_URING -> checked(IoUring.unavailabilityCause());
            case EPOLL -> checked(Epoll.unavailabilityCause());
            case NIO -> NIO;
        };
    }

    private Transport checked(@Nullable Throwable missing) {
        if (missing != null) {
            throw new Unavailable(this, missing);
        }
        return this;
    }

    IoHandlerFactory handlers() {
        return switch (resolved()) {
            case IO_URING -> IoUringIoHandler.newFactory();
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO, AUTO -> NioIoHandler.newFactory();
        };
    }

    Class<? extends Channel> connections() {
        return switch (resolved()) {
            case IO_URING -> IoUringSocketChannel.class;
            case EPOLL -> EpollSocketChannel.class;
            case NIO, AUTO -> NioSocketChannel.class;
        };
    }

    Class<? extends ServerChannel> listeners() {
        return switch (resolved()) {
            case IO_URING -> IoUringServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO, AUTO -> NioServerSocketChannel.class;
        };
    }

    /// A transport that was asked for doesn't work on this machine.
    public static final class Unavailable extends RuntimeException {
        Unavailable(Transport transport, Throwable cause) {
            super(
                    "the transport "
                            + transport.name().toLowerCase(Locale.ROOT)
                            + " doesn't work here: "
                            + reason(cause),
                    cause);
        }

        private static String reason(Throwable cause) {
            Throwable root = cause;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return String.valueOf(root.getMessage());
        }
    }
}
