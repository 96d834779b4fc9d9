package dev.cardea.benchmarks.load;

import dev.cardea.benchmarks.MissingTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The imitated providers: an nginx that answers whole, and an [EventMock] that streams.
///
/// @param jsonPort where whole answers come from
/// @param eventsPort where streams come from
record Upstreams(int jsonPort, int eventsPort) {
    /// What callers of peers send; Cardea makes its own.
    static final String PEER_KEY = "sk-bench-0123456789abcdef0123456789abcdef";

    /// What the upstream would want.
    static final String PROVIDER_KEY = "sk-upstream-0123456789abcdef0123456789abcdef";

    private static final String ANSWER =
            "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1763800000,\"model\":\"bench-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Air scatters short waves of light more than long ones, so blue light reaches the eye from everywhere in the sky while the rest of the sunlight comes straight.\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":80,\"completion_tokens\":32,\"total_tokens\":112,\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}},\"service_tier\":\"default\",\"system_fingerprint\":\"fp_bench\"}";

    private static final String ANTHROPIC_ANSWER =
            "{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench-1\",\"content\":[{\"type\":\"text\",\"text\":\"Air scatters short waves of light more than long ones, so blue light reaches the eye from everywhere in the sky while the rest of the sunlight comes straight.\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":80,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":32,\"service_tier\":\"standard\"}}";

    static Upstreams start(Processes processes, int core, Path parent) {
        var upstreams = new Upstreams(Net.freePort(), Net.freePort());
        Path folder = parent.resolve("upstream");
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("nginx.conf"), upstreams.configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes.start(
                "upstream-json",
                core,
                List.of(),
                List.of(
                        MissingTool.find("nginx").orElseThrow().toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        "nginx.conf",
                        "-e",
                        "error.log"));
        processes.start(
                "upstream-events",
                core,
                List.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EventMock.class.getName(),
                        Integer.toString(upstreams.eventsPort())));
        return upstreams;
    }

    private String configuration() {
        return """
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        events { worker_connections 19900; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          keepalive_requests 1000000000;
          keepalive_timeout 600s;
          server {
            listen 127.0.0.1:%d backlog=8192;
            location / { default_type application/json; return 200 '%s'; }
            location = /v1/messages { default_type application/json; return 200 '%s'; }
          }
        }
        """
                .formatted(jsonPort, ANSWER, ANTHROPIC_ANSWER);
    }

    /// The address of what answers an ask, without the API's own path.
    String base(Ask ask) {
        return switch (ask) {
            case WHOLE, TRANSLATED -> "http://127.0.0.1:" + jsonPort;
            case STREAM, TRANSLATED_STREAM -> events(Ask.STREAM_EVENTS, Ask.STREAM_PAUSE_MILLIS);
            case SLOW_STREAM -> events(Ask.SLOW_EVENTS, Ask.SLOW_PAUSE_MILLIS);
        };
    }

    private String events(int count, int pause) {
        return "http://127.0.0.1:%d/%d/%d".formatted(eventsPort, count, pause);
    }

    long openStreams() {
        return Long.parseLong(Net.fetch("http://127.0.0.1:" + eventsPort + "/open"));
    }

    long sentEvents() {
        return Long.parseLong(Net.fetch("http://127.0.0.1:" + eventsPort + "/sent"));
    }
}
