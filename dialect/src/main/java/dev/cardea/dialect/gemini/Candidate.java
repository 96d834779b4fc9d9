package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One candidate of an answer, or what one chunk adds to it.
///
/// @param stop null as long as it goes on
/// @param logprobs as OpenAI writes them
record Candidate(
        int index,
        List<Part> parts,
        @Nullable StopReason stop,
        List<Citation> citations,
        @Nullable Raw logprobs) {

    static Candidate read(JsonIn in, PartReader reader) {
        int index = 0;
        List<Part> parts = List.of();
        StopReason stop = null;
        List<Citation> citations = new ArrayList<>();
        Raw logprobs = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "index" -> index = (int) Math.min(in.count(), 127);
                case "content" -> {
                    in.object();
                    for (String c = in.member(); c != null; c = in.member()) {
                        if (c.equals("parts")) {
                            parts = reader.parts(in);
                        } else {
                            in.skip();
                        }
                    }
                }
                case "finishReason" -> stop = FinishReasons.read(in.string());
                case "citationMetadata", "groundingMetadata" -> Sources.read(in, citations);
                case "logprobsResult" -> logprobs = Logprobs.read(in);
                default -> in.skip();
            }
        }
        return new Candidate(index, parts, stop, citations, logprobs);
    }
}
