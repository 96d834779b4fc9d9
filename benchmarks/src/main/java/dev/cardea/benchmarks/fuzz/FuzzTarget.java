package dev.cardea.benchmarks.fuzz;

import dev.cardea.dialect.classify.UpstreamAnswer;
import dev.cardea.dialect.classify.UpstreamClassifier;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.scan.RequestScan;
import dev.cardea.dialect.translate.StreamTranslation;
import dev.cardea.dialect.usage.UsageMeter;
import dev.cardea.model.Endpoint;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/// A parser that takes bytes from outside, and what must hold for any bytes. The first bytes of an
/// input choose among dialects and ways to cut the rest.
public enum FuzzTarget {
    /// A client's request becomes a provider's, or is refused.
    REQUEST {
        @Override
        public void run(byte[] input) {
            Pair pair = Pair.of(input);
            byte[] body = rest(input);
            pair.translator().request(body, 0, body.length, "model-1", Pair.OPTIONS);
        }
    },
    /// A provider's whole answer becomes the client's, or is none.
    ANSWER {
        @Override
        public void run(byte[] input) {
            byte[] body = rest(input);
            try {
                Pair.of(input).answers().whole().translate(body, 0, body.length);
            } catch (TranslationFault fault) {
                if (!fault.fault().reason().code().equals("UPSTREAM_INVALID_ANSWER")) {
                    throw fault;
                }
            }
        }
    },
    /// A provider's stream becomes the client's, the same however it is cut.
    STREAM {
        @Override
        public void run(byte[] input) {
            Pair pair = Pair.of(input);
            byte[] body = rest(input);
            byte[] whole = translated(pair.answers().stream(), body, body.length);
            byte[] pieces = translated(pair.answers().stream(), body, cut(input));
            if (!Arrays.equals(whole, pieces)) {
                throw new IllegalStateException("the stream reads differently when it is cut");
            }
        }
    },
    /// A provider's error becomes the client's.
    ERROR {
        @Override
        public void run(byte[] input) {
            byte[] body = rest(input);
            Pair.of(input).answers().error(400 + cut(input), body, 0, body.length);
        }
    },
    /// A request's body tells its model, the same however it is cut.
    SCAN {
        @Override
        public void run(byte[] input) {
            byte[] body = rest(input);
            RequestScan whole = RequestScan.scan(body, 0, body.length, Endpoint.CHAT_COMPLETIONS);
            var incremental = new RequestScan.Incremental(Endpoint.CHAT_COMPLETIONS);
            int piece = cut(input);
            for (int at = 0; at < body.length; at += piece) {
                incremental.feed(body, at, Math.min(piece, body.length - at));
            }
            if (!same(whole, incremental.finish(), body)) {
                throw new IllegalStateException("the body reads differently when it is cut");
            }
        }

        private boolean same(RequestScan whole, RequestScan pieces, byte[] body) {
            return switch (whole) {
                case RequestScan.Found found ->
                        pieces instanceof RequestScan.Found other
                                && found.model().equals(other.model())
                                && found.key().equals(other.key())
                                && Arrays.equals(spliced(found, body), spliced(other, body));
                case RequestScan.Broken broken -> broken.equals(pieces);
            };
        }

        private byte[] spliced(RequestScan.Found found, byte[] body) {
            return found.splice("model-1", true).apply(body, 0, body.length);
        }
    },
    /// An answer tells its usage, and goes on whole.
    METER {
        @Override
        public void run(byte[] input) {
            byte[] body = rest(input);
            boolean streamed = (Pair.first(input) & 1) == 0;
            UsageMeter meter =
                    UsageMeter.of(
                            Pair.of(input).provider(), Endpoint.CHAT_COMPLETIONS, streamed, false);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int piece = cut(input);
            for (int at = 0; at < body.length; at += piece) {
                meter.feed(body, at, Math.min(piece, body.length - at), out::write);
            }
            meter.end(out::write);
            meter.usage(body.length);
            if (!Arrays.equals(out.toByteArray(), body)) {
                throw new IllegalStateException("the meter changed the answer");
            }
        }
    },
    /// A provider's refusal gets a verdict.
    CLASSIFIER {
        @Override
        public void run(byte[] input) {
            Pair pair = Pair.of(input);
            Standard.CLASSIFIER.classify(
                    new UpstreamAnswer(
                            "openai",
                            pair.provider(),
                            400 + cut(input),
                            Map.of("content-type", "application/json", "retry-after", "3"),
                            rest(input),
                            Instant.EPOCH));
        }
    };

    /// The classifier with its own table, read when it is first needed.
    private static final class Standard {
        static final UpstreamClassifier CLASSIFIER = UpstreamClassifier.standard();
    }

    /// Bytes of an input that choose.
    static final int CHOICES = 3;

    /// Throws when something doesn't hold.
    public abstract void run(byte[] input);

    private static byte[] rest(byte[] input) {
        return input.length <= CHOICES
                ? new byte[0]
                : Arrays.copyOfRange(input, CHOICES, input.length);
    }

    /// 1 to 200.
    private static int cut(byte[] input) {
        return input.length < CHOICES ? 1 : 1 + (input[CHOICES - 1] & 0xff) % 200;
    }

    private static byte[] translated(StreamTranslation stream, byte[] body, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += piece) {
            out.writeBytes(stream.feed(body, at, Math.min(piece, body.length - at)));
        }
        out.writeBytes(stream.finish());
        return out.toByteArray();
    }
}
