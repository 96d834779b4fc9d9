package dev.cardea.benchmarks.load;

import dev.cardea.benchmarks.MissingTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Another gateway to compare with, as `benchmarks/peers.yaml` describes it.
///
/// @param command how it is started, placeholders included
/// @param files what it reads, by name, placeholders included
record Peer(String name, List<String> command, Map<String, String> files) {

    /// The peers of a file that are installed.
    static List<Peer> installed(Path file) {
        List<Peer> peers = new ArrayList<>();
        try {
            var yaml = new Load(LoadSettings.builder().build());
            for (Object entry : (Iterable<?>) yaml.loadFromString(Files.readString(file))) {
                Peer peer = read((Map<?, ?>) entry);
                if (MissingTool.find(peer.command().getFirst()).isPresent()) {
                    peers.add(peer);
                }
            }
            return peers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Peer read(Map<?, ?> entry) {
        List<String> command = new ArrayList<>();
        for (Object word : (Iterable<?>) required(entry, "command")) {
            command.add(word.toString());
        }
        Map<String, String> files = new LinkedHashMap<>();
        ((Map<?, ?>) required(entry, "files"))
                .forEach((name, content) -> files.put(name.toString(), content.toString()));
        return new Peer(required(entry, "name").toString(), command, files);
    }

    private static Object required(Map<?, ?> entry, String name) {
        Object value = entry.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a peer has no " + name + ": " + entry);
        }
        return value;
    }

    /// Writes its files to a folder of its own and starts it.
    Contender start(Processes processes, int core, Path parent, Upstreams upstreams) {
        Path folder = parent.resolve(name);
        Map<Ask, Integer> ports = new LinkedHashMap<>();
        for (Ask ask : Ask.values()) {
            ports.put(ask, Net.freePort());
        }
        Map<String, String> words = new LinkedHashMap<>();
        ports.forEach((ask, port) -> words.put(ask.provider(), Integer.toString(port)));
        words.put("folder", folder.toString());
        words.put("json_upstream", "127.0.0.1:" + upstreams.jsonPort());
        words.put("events_upstream", "127.0.0.1:" + upstreams.eventsPort());
        words.put("key", Upstreams.PEER_KEY);
        words.put("provider_key", Upstreams.PROVIDER_KEY);
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), fill(file.getValue(), words));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> filled = new ArrayList<>();
        filled.add(MissingTool.find(command.getFirst()).orElseThrow().toString());
        command.stream().skip(1).map(word -> fill(word, words)).forEach(filled::add);
        Map<Ask, String> bases = new LinkedHashMap<>();
        ports.forEach((ask, port) -> bases.put(ask, "http://127.0.0.1:" + port));
        Process process = processes.start(name, core, List.of(), filled);
        return new Contender(name, process, Upstreams.PEER_KEY, bases, false);
    }

    private static String fill(String text, Map<String, String> words) {
        String filled = text;
        for (var word : words.entrySet()) {
            filled = filled.replace("@" + word.getKey() + "@", word.getValue());
        }
        return filled;
    }
}
