package dev.cardea.it;

import dev.cardea.admission.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// An answer as it came over a socket, to a request written there byte by byte.
record RawAnswer(int status, Map<String, String> fields, String body, String everything) {

    /// Sends a request and reads until the gateway closes.
    ///
    /// @param forwarded what a proxy says of the address, empty when none does
    static RawAnswer to(InetSocketAddress gateway, Request request, String key, String forwarded)
            throws IOException {
        return to(gateway, request.target(), request, key, forwarded);
    }

    /// Sends a request to another target than its own.
    static RawAnswer to(
            InetSocketAddress gateway, String target, Request request, String key, String forwarded)
            throws IOException {
        byte[] body = request.body(key).getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(target).append(" HTTP/1.1\r\n");
        line(head, "Host", "gateway.example");
        line(head, "Connection", "close");
        request.fields().forEach(field -> line(head, field.name(), field.value()));
        if (!forwarded.isEmpty()) {
            line(head, "X-Forwarded-For", forwarded);
        }
        line(head, "Content-Type", "application/json");
        line(head, "Content-Length", String.valueOf(body.length));
        try (Socket socket = new Socket(gateway.getAddress(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return parse(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static RawAnswer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer, found: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            fields.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new RawAnswer(
                Integer.parseInt(lines[0].split(" ")[1]), fields, text.substring(end + 4), text);
    }
}
