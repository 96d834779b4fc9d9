package dev.cardea.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider that does on each connection what a test tells it to.
final class ScriptedUpstream implements AutoCloseable {
    /// What happens on one connection, which ends with it.
    @FunctionalInterface
    interface Script {
        /// @param connection counted from 1
        void play(Wire wire, int connection) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Wire.Message> requests = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();

    private ScriptedUpstream(Script script) throws IOException {
        this.script = script;
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static ScriptedUpstream playing(Script script) throws IOException {
        return new ScriptedUpstream(script);
    }

    /// Answers every request with what `answer` makes of it, on as many connections as come.
    static ScriptedUpstream answering(Answering answer) throws IOException {
        ScriptedUpstream[] self = new ScriptedUpstream[1];
        self[0] =
                new ScriptedUpstream((wire, _) -> {
                    for (var request = wire.read(); request != null; request = wire.read()) {
                        self[0].requests.add(request);
                        wire.send(answer.to(request));
                    }
                });
        return self[0];
    }

    @FunctionalInterface
    interface Answering {
        String to(Wire.Message request);
    }

    /// A whole answer with a JSON body.
    static String json(int status, String body) {
        return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(
                        status,
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length,
                        body);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> play(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void play(Socket socket, int number) {
        try (Wire wire = new Wire(socket)) {
            script.play(wire, number);
        } catch (IOException | RuntimeException e) {
            faults.add(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /// How many connections were made.
    int connections() {
        return connections.get();
    }

    /// What was asked, where the upstream answers every request.
    List<Wire.Message> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
