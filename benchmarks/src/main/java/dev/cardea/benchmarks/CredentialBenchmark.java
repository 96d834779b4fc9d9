package dev.cardea.benchmarks;

import dev.cardea.admission.CredentialReader;
import dev.cardea.admission.Policy;
import dev.cardea.model.Address;
import dev.cardea.model.Credential;
import dev.cardea.model.Environment;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Peer;
import dev.cardea.model.RequestFields;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What it costs to read a credential from a request's fields, hash included, and to find a typo.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CredentialBenchmark {
    private final SecureRandom random = new SecureRandom();
    private final KeyText text =
            new KeyText(Environment.LIVE, KeyType.SECRET, KeyText.newId("abc", random));
    private final String key = text.issue(random);
    private final Peer peer = Peer.direct(new Address(0, 0xffff_0a00_0001L));
    private final CredentialReader reader = new CredentialReader();
    private final OneField wellFormed = new OneField("Bearer " + key);
    private final OneField typo =
            new OneField(
                    "Bearer "
                            + key.substring(0, 40)
                            + (key.charAt(40) == 'x' ? 'y' : 'x')
                            + key.substring(41));

    @Benchmark
    public Credential wellFormedKey() {
        return reader.read(wellFormed, "", peer, Policy.STANDARD);
    }

    @Benchmark
    public Credential keyWithATypo() {
        return reader.read(typo, "", peer, Policy.STANDARD);
    }

    /// A request with an `Authorization` field and nothing else.
    private record OneField(String authorization) implements RequestFields {
        @Override
        public @Nullable String first(String lowerCaseName) {
            return lowerCaseName.equals("authorization") ? authorization : null;
        }

        @Override
        public int count(String lowerCaseName) {
            return lowerCaseName.equals("authorization") ? 1 : 0;
        }

        @Override
        public List<String> all(String lowerCaseName) {
            return lowerCaseName.equals("authorization") ? List.of(authorization) : List.of();
        }

        @Override
        public List<String> names() {
            return List.of("Authorization");
        }
    }
}
