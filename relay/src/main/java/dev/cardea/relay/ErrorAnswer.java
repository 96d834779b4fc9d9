package dev.cardea.relay;

import dev.cardea.dialect.classify.Knowledge;
import dev.cardea.dialect.classify.Redactor;
import dev.cardea.dialect.classify.UpstreamAnswer;
import dev.cardea.dialect.classify.UpstreamClassifier;
import dev.cardea.dialect.classify.Verdict;
import dev.cardea.dialect.translate.Answers;
import dev.cardea.model.Outcome;
import dev.cardea.model.Provider;
import dev.cardea.model.Refusal;
import dev.cardea.model.UpstreamFault;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A provider's refusal, collected until it can be told what it means.
final class ErrorAnswer implements Gunzip.Output {
    /// As much of its body is taken.
    private static final int MOST_BYTES = 64 << 10;

    /// As much of it is looked at by the rules.
    private static final int CLASSIFIED_BYTES = 8 << 10;

    /// The status of a refusal that came with a good one.
    private static final int INSIDE = 400;

    /// The only thing wrong with a request that passes by itself.
    private static final int CONFLICT = 409;

    private final Provider provider;
    private final int status;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final @Nullable Gunzip gunzip;
    private long received;
    private boolean cut;

    ErrorAnswer(Provider provider, ResponseHead head) {
        this.provider = provider;
        status = head.status();
        Fields kept = new Fields();
        PassedAnswer.copy(head.fields(), kept);
        for (int i = 0; i < kept.size(); i++) {
            fields.putIfAbsent(kept.name(i).toLowerCase(Locale.ROOT), kept.value(i));
        }
        String upstreamRequestId = head.fields().first(Known.X_REQUEST_ID);
        if (upstreamRequestId != null) {
            fields.put(Known.X_REQUEST_ID.lowerName(), upstreamRequestId);
        }
        gunzip = "gzip".equalsIgnoreCase(fields.get("content-encoding")) ? new Gunzip() : null;
        if (gunzip != null) {
            fields.remove("content-encoding");
        }
    }

    /// One that a provider sent with a good status.
    ///
    /// @param said the JSON of the error, or the beginning of what isn't one
    static ErrorAnswer inside(Provider provider, ResponseHead head, byte[] said) {
        ErrorAnswer error = new ErrorAnswer(provider, head);
        error.close();
        error.body.writeBytes(said);
        return error;
    }

    int status() {
        return status;
    }

    /// Takes a part of the body, and releases it; true when there is enough of it.
    boolean add(ByteBuf part) {
        byte[] bytes = new byte[part.readableBytes()];
        part.readBytes(bytes);
        part.release();
        received += bytes.length;
        if (gunzip == null) {
            take(bytes, bytes.length);
        } else {
            cut |= !gunzip.decode(bytes, 0, bytes.length, this);
        }
        cut |= received >= MOST_BYTES;
        return cut;
    }

    @Override
    public boolean take(byte[] bytes, int length) {
        int count = Math.min(length, MOST_BYTES - body.size());
        body.write(bytes, 0, count);
        cut |= count < length;
        return !cut;
    }

    /// The connection ended before the answer did.
    void cut() {
        cut = true;
    }

    void close() {
        if (gunzip != null) {
            gunzip.close();
        }
    }

    /// What the answer means.
    ///
    /// @param model as the provider was asked for it
    /// @param retired whether the provider is known to serve it no more
    /// @param secret what the gateway authenticated with; empty when it didn't
    /// @param incident whether the provider's status page reports one
    Verdict verdict(String model, boolean retired, Optional<String> secret, boolean incident) {
        byte[] bytes = body.toByteArray();
        UpstreamAnswer answer =
                new UpstreamAnswer(
                        provider.name(),
                        provider.dialect(),
                        status,
                        fields,
                        bytes.length > CLASSIFIED_BYTES
                                ? Arrays.copyOf(bytes, CLASSIFIED_BYTES)
                                : bytes,
                        Instant.now());
        Knowledge known = incident ? Knowledge.PLAIN.withIncident() : Knowledge.PLAIN;
        Knowledge knowledge = known.withModel(model, retired);
        return UpstreamClassifier.standard()
                .classify(
                        answer,
                        secret.map(knowledge::withSecret).orElseGet(knowledge::withoutCredential));
    }

    /// What a provider in trouble comes to.
    Failure failure(Verdict.ProviderTrouble trouble) {
        Map<String, String> seen = new HashMap<>(trouble.finding().facts());
        seen.put("provider", provider.name());
        seen.put("rule", trouble.finding().rule());
        seen.put("evidence", trouble.finding().evidence());
        return new Failure(
                new Refusal(
                        trouble.reason(),
                        trouble.words(),
                        trouble.contributing(),
                        Optional.empty()),
                trouble.retryAfter(),
                Outcome.UPSTREAM_FAILED,
                seen);
    }

    /// What it says of the credential that was used.
    UpstreamFault fault(Verdict.ProviderTrouble trouble, String model) {
        return new UpstreamFault(
                Instant.now(),
                trouble.reason(),
                trouble.marksCredential(),
                trouble.retryAfter(),
                status,
                trouble.finding().rule(),
                trouble.finding().evidence(),
                trouble.finding().message(),
                model);
    }

    /// Trouble that came without a refusal of the provider's.
    static UpstreamFault fault(Failure why, int status, String model) {
        return new UpstreamFault(
                Instant.now(),
                why.reason(),
                false,
                why.retryAfter(),
                status,
                "",
                String.join(", ", why.upstream().values()),
                "",
                model);
    }

    /// The answer for a caller whose request is what the provider refuses: its words are what helps.
    /// As it came, or in the client's dialect. Empty when not all of it came.
    Optional<OwnAnswer> passedOn(Optional<String> secret, Form form) {
        if (cut) {
            return Optional.empty();
        }
        String text = body.toString(StandardCharsets.UTF_8);
        String redacted = Redactor.standard().redact(text, secret.stream().toList());
        byte[] bytes =
                redacted.equals(text)
                        ? body.toByteArray()
                        : redacted.getBytes(StandardCharsets.UTF_8);
        int told = status < 300 ? INSIDE : status;
        if (form instanceof Form.Rewritten(var request)) {
            Answers.Told error = request.answers().error(told, bytes, 0, bytes.length);
            return Optional.of(
                    OwnAnswer.json(error.status(), error.body())
                            .with("x-should-retry", String.valueOf(error.passesSoon())));
        }
        Map<String, String> kept = new LinkedHashMap<>(fields);
        kept.remove(Known.X_REQUEST_ID.lowerName());
        kept.putIfAbsent("x-should-retry", String.valueOf(told == CONFLICT));
        return Optional.of(new OwnAnswer(told, kept, bytes));
    }
}
