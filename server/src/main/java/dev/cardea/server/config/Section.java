package dev.cardea.server.config;

import dev.cardea.model.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A mapping of the YAML file that remembers which of its keys were asked for, so that what nobody
/// asked for is refused with the nearest key that would have been.
///
/// A setting that has an environment variable takes its value from there when the variable is set.
final class Section {
    private final String file;
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Function<String, Optional<String>> environment;

    /// An empty section: everything has its default.
    Section(String file, Function<String, Optional<String>> environment) {
        this.file = file;
        this.path = "";
        this.line = 1;
        this.environment = environment;
    }

    Section(
            String file,
            String path,
            MappingNode node,
            Function<String, Optional<String>> environment) {
        this.file = file;
        this.path = path;
        this.environment = environment;
        this.line = lineOf(node);
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new ConfigurationException(
                        new Origin(file, lineOf(tuple.getKeyNode())), "a key has to be a word");
            }
            if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                throw new ConfigurationException(
                        new Origin(file, lineOf(key)),
                        "'%s' is there twice, first in line %d"
                                .formatted(at(key.getValue()), lines.get(key.getValue())));
            }
            lines.put(key.getValue(), lineOf(key));
        }
    }

    Origin origin() {
        return new Origin(file, line);
    }

    /// Where the setting was written: in the environment variable that gave it, else in the file; the
    /// section's own line when it has its default.
    Origin origin(String key) {
        String variable = variables.get(key);
        return variable == null
                ? new Origin(file, lines.getOrDefault(key, line))
                : new Origin("environment variable " + variable, 0);
    }

    ConfigurationException wrong(String key, String found, String expected) {
        return new ConfigurationException(
                origin(key), "'%s' is %s, expected %s".formatted(at(key), found, expected));
    }

    Optional<String> text(String key) {
        return scalar(key).map(ScalarNode::getValue).filter(value -> !value.isEmpty());
    }

    /// One of the constants of an enum, written in lower case.
    ///
    /// @throws ConfigurationException when it is another word; names the nearest
    <E extends Enum<E>> E word(String key, E otherwise) {
        return text(key)
                .map(word -> word(key, word, otherwise.getDeclaringClass()))
                .orElse(otherwise);
    }

    /// The constant that a word of this key stands for.
    <E extends Enum<E>> E word(String key, String word, Class<E> type) {
        List<E> known = List.of(type.getEnumConstants());
        List<String> words = known.stream().map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
        int index = words.indexOf(word);
        if (index < 0) {
            throw wrong(
                    key,
                    "'" + word + "'",
                    Nearest.of(word, words)
                            .map(near -> "'" + near + "'?")
                            .orElse("one of " + String.join(", ", words)));
        }
        return known.get(index);
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /// A setting that an environment variable overrides.
    String text(String key, String variable, String otherwise) {
        Optional<String> written = text(key);
        Optional<String> given = environment.apply(variable).filter(v -> !v.isBlank());
        if (given.isPresent()) {
            variables.put(key, variable);
        }
        return given.or(() -> written).orElse(otherwise);
    }

    String required(String key) {
        return text(key)
                .orElseThrow(() ->
                        new ConfigurationException(origin(), "'%s' is missing".formatted(at(key))));
    }

    boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(value ->
                        switch (value) {
                            case "true", "yes", "on" -> true;
                            case "false", "no", "off" -> false;
                            default -> throw wrong(key, "'" + value + "'", "true or false");
                        })
                .orElse(otherwise);
    }

    /// A whole number between two bounds.
    long number(String key, long otherwise, long least, long most) {
        return text(key)
                .map(value -> bounded(key, value, parseLong(value), least, most, "a whole number"))
                .orElse(otherwise);
    }

    /// A size in bytes: a number with `b`, `kb`, `mb` or `gb` (of 1,024) or without.
    long size(String key, long otherwise, long least, long most) {
        return text(key)
                .map(value ->
                        bounded(key, value, Units.bytes(value), least, most, "a size such as 32mb"))
                .orElse(otherwise);
    }

    /// A time: a number with `ms`, `s`, `m`, `h` or `d`.
    Duration time(String key, Duration otherwise) {
        return text(key)
                .map(value ->
                        Units.duration(value)
                                .orElseThrow(
                                        () -> wrong(key, "'" + value + "'", "a time such as 30s")))
                .orElse(otherwise);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node node : items(key)) {
            if (!(node instanceof ScalarNode scalar)) {
                throw new ConfigurationException(
                        new Origin(file, lineOf(node)),
                        "'%s' has to be a list of texts".formatted(at(key)));
            }
            texts.add(scalar.getValue());
        }
        return List.copyOf(texts);
    }

    Section section(String key) {
        Node node = value(key);
        if (node == null) {
            return new Section(file, at(key), empty(), environment);
        }
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(key, kind(node), "a section");
        }
        return new Section(file, at(key), mapping, environment);
    }

    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Node node : items(key)) {
            String item = at(key) + "[" + sections.size() + "]";
            if (!(node instanceof MappingNode mapping)) {
                throw new ConfigurationException(
                        new Origin(file, lineOf(node)),
                        "'%s' is %s, expected a section".formatted(item, kind(node)));
            }
            sections.add(new Section(file, item, mapping, environment));
        }
        return sections;
    }

    /// Refuses keys that were never asked for. Call it when all were.
    void done() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new ConfigurationException(
                        origin(key),
                        "'%s' is not a setting%s"
                                .formatted(
                                        at(key),
                                        Nearest.of(key, known)
                                                .map(n -> "; did you mean '" + n + "'?")
                                                .orElse(
                                                        "; known here are "
                                                                + String.join(", ", known))));
            }
        }
    }

    private List<Node> items(String key) {
        Node node = value(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(key, kind(node), "a list");
        }
        return sequence.getValue();
    }

    private Optional<ScalarNode> scalar(String key) {
        Node node = value(key);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong(key, kind(node), "one value");
        }
        return Optional.of(scalar);
    }

    private @Nullable Node value(String key) {
        known.add(key);
        Node node = values.get(key);
        boolean isNull = node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
        return isNull ? null : node;
    }

    private long bounded(
            String key, String written, Optional<Long> value, long least, long most, String what) {
        if (value.isEmpty() || value.get() < least || value.get() > most) {
            throw wrong(key, "'" + written + "'", "%s from %d to %d".formatted(what, least, most));
        }
        return value.get();
    }

    private static Optional<Long> parseLong(String text) {
        try {
            return Optional.of(Long.parseLong(text.replace("_", "")));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "a section";
            case SequenceNode _ -> "a list";
            default -> "one value";
        };
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static MappingNode empty() {
        return new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
    }
}
