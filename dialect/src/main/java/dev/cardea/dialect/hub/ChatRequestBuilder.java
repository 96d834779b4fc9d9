package dev.cardea.dialect.hub;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects a [ChatRequest] while its members come in any order. The fields are the request's.
public final class ChatRequestBuilder {
    private static final Set<String> KINDS = Set.of("text", "image");

    public String model = "";
    public boolean stream;
    public boolean streamUsage;
    public final List<Part.Text> system = new ArrayList<>();
    public final List<Turn> turns = new ArrayList<>();
    public final List<Tool> tools = new ArrayList<>();
    public @Nullable ToolChoice toolChoice;
    public @Nullable Boolean parallelTools;
    public @Nullable ResponseFormat format;
    public @Nullable Raw temperature;
    public @Nullable Raw topP;
    public @Nullable Raw topK;
    public @Nullable Raw presencePenalty;
    public @Nullable Raw frequencyPenalty;
    public @Nullable Raw seed;
    public long maxTokens = -1;
    public List<Raw> stops = List.of();
    public @Nullable Reasoning reasoning;
    public long n = 1;
    public boolean logprobs;
    public long topLogprobs;
    public List<String> modalities = List.of();
    public @Nullable Raw user;
    public @Nullable Raw metadata;
    public @Nullable Raw serviceTier;
    public final List<Extra> extras = new ArrayList<>();
    public Echo echo = Echo.NONE;
    private final Map<Field, List<String>> names = new EnumMap<>(Field.class);

    /// A member that only hints.
    public void hint(String name, Raw value) {
        extras.add(new Extra(name, value, false));
    }

    /// A member that changes what the answer means.
    public void meaning(String name, Raw value) {
        extras.add(new Extra(name, value, true));
    }

    /// Takes the kinds of things that the answer may hold, in any letter case. Images are carried; other
    /// kinds change what the answer means.
    public void modalities(String name, List<Raw> wanted) {
        List<String> words =
                wanted.stream().map(word -> word.text().toLowerCase(Locale.ROOT)).toList();
        if (!KINDS.containsAll(words)) {
            meaning(name, Raw.EMPTY_OBJECT);
        } else if (words.contains("image")) {
            wrote(Field.MODALITIES, name);
            modalities = words;
        }
    }

    /// Notes how the client wrote a field for which its dialect has several names.
    public void wrote(Field field, String name) {
        List<String> written = names.computeIfAbsent(field, _ -> new ArrayList<>(1));
        if (!written.contains(name)) {
            written.add(name);
        }
    }

    /// Who the client's own user is; of several names that it goes by one is enough.
    public void user(String name, Raw value) {
        if (user == null) {
            user = value;
            wrote(Field.USER, name);
        } else {
            hint(name, value);
        }
    }

    public ChatRequest build() {
        return new ChatRequest(
                model,
                stream,
                streamUsage,
                system,
                turns,
                tools,
                toolChoice,
                parallelTools,
                format,
                new Sampling(temperature, topP, topK, presencePenalty, frequencyPenalty, seed),
                maxTokens,
                stops,
                reasoning,
                n,
                logprobs ? topLogprobs : -1,
                modalities,
                user,
                metadata,
                serviceTier,
                extras,
                names,
                echo);
    }
}
