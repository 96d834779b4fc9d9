package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.admission.Judged;
import dev.cardea.admission.Request;
import dev.cardea.admission.Scenario;
import dev.cardea.admission.Staged;
import dev.cardea.admission.Staged.Twist;
import dev.cardea.admission.World;
import dev.cardea.model.CallRecord;
import dev.cardea.model.CallSink;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.Network;
import dev.cardea.model.Readings;
import dev.cardea.model.Snapshot;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.relay.Gateway;
import dev.cardea.relay.Listener;
import dev.cardea.relay.RelayConfig;
import dev.cardea.relay.StateJournal;
import dev.cardea.relay.TargetBoard;
import dev.cardea.upstreamauth.CredentialBook;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every denial scenario of the data plane as a request on a socket: what the caller reads, and what
/// is kept of the call.
class DenialScenariosIT {
    private static ImitatedProvider provider;

    @BeforeAll
    static void startProvider() throws Exception {
        provider = new ImitatedProvider("provider-secret");
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenario.all().stream()
                .filter(s -> Staged.of(s, new World(Instant.now())).twist() != Twist.ADMIN_API)
                .map(s -> DynamicTest.dynamicTest(s.display(), () -> play(s)));
    }

    private static void play(Scenario scenario) throws Exception {
        Staged staged = Staged.of(scenario, new World(Instant.now()));
        World world = staged.world();
        boolean refuses = staged.twist() == Twist.PROVIDER_REFUSES;
        if (scenario.admits() || refuses) {
            world.providersAt(provider.baseUrl());
        }
        var records = new LinkedBlockingQueue<CallRecord>();
        try (Gateway gateway =
                start(scenario, staged, refuses ? "stale" : "provider-secret", records)) {
            RawAnswer answer =
                    RawAnswer.to(
                            gateway.addresses().getFirst(),
                            staged.request(),
                            world.key,
                            Forwarding.claim(scenario, staged.request()));
            check(scenario, world, answer);
            CallRecord record = records.poll(10, TimeUnit.SECONDS);
            assertThat(record).isNotNull();
            assertThat(record.id()).isEqualTo(answer.field("x-request-id"));
            assertThat(record.status()).isEqualTo(scenario.status());
            assertThat(record.toString()).doesNotContain(world.key);
            if (!scenario.admits()) {
                assertThat(record.reason())
                        .as(() -> record.diagnosis().toString())
                        .isEqualTo(scenario.reason());
                assertThat(record.diagnosis().orElseThrow().contributing())
                        .containsAll(scenario.contributing());
            }
        }
    }

    private static void check(Scenario scenario, World world, RawAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(scenario.status());
        if (scenario.admits()) {
            assertThat(answer.body()).contains("\"choices\"");
            return;
        }
        assertThat(answer.field("x-cardea-reason"))
                .as(answer.everything())
                .isEqualTo(scenario.publicCode());
        assertThat(answer.body())
                .contains(scenario.publicCode(), answer.field("x-request-id"))
                .contains("https://gateway.example/errors/" + scenario.publicCode());
        assertThat(scenario.unsaid(world))
                .allSatisfy(unsaid -> assertThat(answer.everything()).doesNotContain(unsaid));
        assertThat(answer.field("x-should-retry"))
                .isEqualTo(String.valueOf(scenario.status() == 503));
        if (scenario.status() == 401) {
            assertThat(answer.field("www-authenticate"))
                    .startsWith("Bearer ")
                    .contains(scenario.publicCode());
        }
    }

    private static Gateway start(
            Scenario scenario,
            Staged staged,
            String credential,
            LinkedBlockingQueue<CallRecord> records) {
        Snapshot current = staged.world().snapshot();
        Snapshot old = current.at(current.revision(), Instant.now().minusSeconds(60));
        Supplier<@Nullable Snapshot> snapshots =
                switch (staged.twist()) {
                    case NO_SNAPSHOT -> () -> null;
                    case LONG_BEHIND -> () -> old;
                    case NONE, ADMIN_API, FAULTY_CHECK, PROVIDER_REFUSES, JUST_BEHIND ->
                            () -> current;
                };
        boolean behind = staged.twist() == Twist.JUST_BEHIND || staged.twist() == Twist.LONG_BEHIND;
        Listener listener =
                Listener.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        RelayConfig config =
                RelayConfig.of(
                                "node-1",
                                URI.create("https://gateway.example"),
                                List.of(serving(listener, staged.request())))
                        .withEventLoops(1)
                        .withKeyInQuery(staged.request().isQueryAccepted())
                        .withTrustedProxies(
                                Forwarding.trusted(scenario, staged.request())
                                        ? List.of(Network.parse("127.0.0.0/8"))
                                        : List.of());
        return Gateway.start(
                config,
                snapshots,
                () -> new Readings(current.revision() + (behind ? 1 : 0), Instant.now()),
                staged.twist() == Twist.FAULTY_CHECK ? Judged.faulty() : staged.world().admission(),
                new Records(records),
                (_, _) ->
                        new UpstreamAuth.Authorization.Ready(
                                List.of(
                                        new UpstreamAuth.Field(
                                                "authorization", "Bearer " + credential))),
                new CredentialBook(InstantSource.system()),
                LocalEndpoint.first(List.of()),
                new TargetBoard(),
                ModelFacts.UNKNOWN,
                StateJournal.NONE);
    }

    private static Listener serving(Listener listener, Request request) {
        return new Listener(listener.address(), request.environment(), listener.tls());
    }

    private record Records(LinkedBlockingQueue<CallRecord> queue) implements CallSink {
        @Override
        public void accept(CallRecord call) {
            queue.add(call);
        }

        @Override
        public long dropped() {
            return 0;
        }
    }
}
