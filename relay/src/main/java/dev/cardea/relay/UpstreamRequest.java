package dev.cardea.relay;

import dev.cardea.dialect.openai.AzurePaths;
import dev.cardea.dialect.translate.Translation.Translated;
import dev.cardea.model.ApiVersion;
import dev.cardea.model.Base62;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Operation;
import dev.cardea.model.Target;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.relay.http.FieldLine;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.RequestHead;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The head of the request that goes to a provider: the client's, without what is between the client
/// and the gateway, and with what is between the gateway and the provider.
final class UpstreamRequest {
    private static final FieldLine NOT_CODED = FieldLine.of("accept-encoding", "identity");
    private static final FieldLine JSON = FieldLine.of("content-type", "application/json");

    /// Hop by hop (RFC 9110 section 7.6.1), or said anew by the gateway.
    private static final long FRAMING =
            Known.bits(
                    Known.HOST,
                    Known.CONTENT_LENGTH,
                    Known.TRANSFER_ENCODING,
                    Known.CONNECTION,
                    Known.KEEP_ALIVE,
                    Known.PROXY_CONNECTION,
                    Known.TE,
                    Known.TRAILER,
                    Known.UPGRADE,
                    Known.HTTP2_SETTINGS,
                    Known.PROXY_AUTHENTICATE,
                    Known.EXPECT,
                    Known.ACCEPT_ENCODING);

    /// What proves the caller to the gateway, or is said to it alone, and is nobody else's business.
    private static final long CREDENTIALS =
            Known.bits(
                    Known.AUTHORIZATION,
                    Known.PROXY_AUTHORIZATION,
                    Known.X_API_KEY,
                    Known.API_KEY,
                    Known.X_GOOG_API_KEY,
                    Known.COOKIE,
                    Known.X_CARDEA_PROVIDER);

    /// Where the caller is, and over which proxies it came.
    private static final long ROUTE =
            Known.bits(
                    Known.X_FORWARDED_FOR,
                    Known.X_FORWARDED_HOST,
                    Known.X_FORWARDED_PROTO,
                    Known.X_FORWARDED_PORT,
                    Known.X_FORWARDED_PREFIX,
                    Known.X_REAL_IP,
                    Known.FORWARDED,
                    Known.VIA);

    private static final long STRIPPED = FRAMING | CREDENTIALS | ROUTE;

    /// What means the same to providers of every dialect.
    private static final long ANY_DIALECT =
            Known.bits(Known.USER_AGENT, Known.TRACEPARENT, Known.TRACESTATE);

    /// Header fields by which clients choose what only providers of their own dialect know.
    private static final List<String> OPTIONS =
            List.of(
                    "anthropic-beta",
                    "openai-beta",
                    "openai-organization",
                    "openai-project",
                    "x-goog-user-project");

    private UpstreamRequest() {}

    /// @param into empty; becomes the fields of the head
    /// @param decoded whether the body was compressed and goes on as it was before that
    /// @param length of the body in bytes, or [RequestHead#UNKNOWN]
    static RequestHead head(
            RequestHead from,
            Operation operation,
            Site site,
            Target to,
            List<UpstreamAuth.Field> authorization,
            String requestId,
            boolean decoded,
            long length,
            Fields into) {
        Fields fields = from.fields();
        into.add(site.host());
        long skipped = decoded ? STRIPPED | Known.CONTENT_ENCODING.bit() : STRIPPED;
        boolean saneId = saneRequestId(fields);
        skipped |= saneId ? 0 : Known.X_REQUEST_ID.bit();
        boolean plain = !fields.has(Known.CONNECTION);
        for (UpstreamAuth.Field field : authorization) {
            Known name = Known.of(field.name());
            skipped |= name == Known.OTHER ? 0 : name.bit();
            plain &= name != Known.OTHER;
        }
        if (plain) {
            into.addAllBut(fields, skipped);
        } else {
            addAllBut(fields, skipped, authorization, into);
        }
        for (UpstreamAuth.Field field : authorization) {
            into.add(field.name(), field.value());
        }
        into.add(NOT_CODED);
        if (!saneId) {
            into.add(Known.X_REQUEST_ID, requestId);
        }
        return RequestHead.of(from.method(), target(from, operation, site, to), into, length);
    }

    /// The same request as those see it that sign it.
    static UpstreamAuth.Outgoing outgoing(
            RequestHead from, Operation operation, Site site, Target to, ByteBuffer body) {
        return new UpstreamAuth.Outgoing(
                from.method(), site.origin().authority(), target(from, operation, site, to), body);
    }

    /// A translated request as those see it that sign it.
    static UpstreamAuth.Outgoing outgoing(Site site, Translated request) {
        return new UpstreamAuth.Outgoing(
                "POST",
                site.origin().authority(),
                site.basePath() + request.path(),
                ByteBuffer.wrap(request.body()));
    }

    /// What of a request doesn't reach a provider of another dialect and only hints, in the client's
    /// words: members of the body, and header fields.
    static List<String> dropped(RequestHead from, Translated request) {
        List<String> dropped = new ArrayList<>(request.dropped());
        for (String option : OPTIONS) {
            if (from.fields().first(option) != null) {
                dropped.add(option);
            }
        }
        return dropped;
    }

    /// The head of a translated request, whose body is here. What the client says in its own dialect's
    /// fields isn't for this provider.
    ///
    /// @param into empty; becomes the fields of the head
    static RequestHead translated(
            RequestHead from,
            Site site,
            Translated request,
            List<UpstreamAuth.Field> authorization,
            String requestId,
            Fields into) {
        Fields fields = from.fields();
        into.add(site.host());
        for (int i = 0; i < fields.size(); i++) {
            if ((ANY_DIALECT & fields.known(i).bit()) != 0) {
                into.add(fields, i);
            }
        }
        into.add(JSON);
        into.add(NOT_CODED);
        request.headers().forEach(into::add);
        for (UpstreamAuth.Field field : authorization) {
            into.add(field.name(), field.value());
        }
        if (saneRequestId(fields)) {
            into.add(fields, fields.find(Known.X_REQUEST_ID));
        } else {
            into.add(Known.X_REQUEST_ID, requestId);
        }
        return RequestHead.of(
                "POST", site.basePath() + request.path(), into, request.body().length);
    }

    /// As above, without the fields that `Connection` names either, nor those that authorize.
    private static void addAllBut(
            Fields fields, long skipped, List<UpstreamAuth.Field> authorization, Fields into) {
        for (int i = 0; i < fields.size(); i++) {
            if ((skipped & fields.known(i).bit()) != 0 && fields.known(i) != Known.OTHER) {
                continue;
            }
            boolean wanted = true;
            for (int j = 0; j < authorization.size() && wanted; j++) {
                wanted = !fields.nameIs(i, authorization.get(j).name());
            }
            if (wanted && !namedByConnection(fields, i)) {
                into.add(fields, i);
            }
        }
    }

    /// Whether a `Connection` field says that field `i` is for this hop only.
    static boolean namedByConnection(Fields fields, int i) {
        for (int c = fields.find(Known.CONNECTION);
                c >= 0;
                c = fields.find(Known.CONNECTION, c + 1)) {
            if (fields.lists(c, fields.name(i).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /// Whether the caller sent one request id that can be passed on: up to 128 letters, digits and
    /// `-_.:`.
    private static boolean saneRequestId(Fields fields) {
        int i = fields.find(Known.X_REQUEST_ID);
        if (i < 0 || fields.find(Known.X_REQUEST_ID, i + 1) >= 0) {
            return false;
        }
        String id = fields.value(i);
        if (id.isEmpty() || id.length() > 128) {
            return false;
        }
        for (int j = 0; j < id.length(); j++) {
            char c = id.charAt(j);
            boolean sane = Base62.isDigit(c) || "-_.:".indexOf(c) >= 0;
            if (!sane) {
                return false;
            }
        }
        return true;
    }

    /// Base path, path below it, and the query without a credential. OpenAI's base URLs end in the
    /// version that the gateway's own paths begin with; those of the others don't. Azure's are the
    /// resource's, which takes OpenAI's paths in places of its own.
    private static String target(RequestHead from, Operation operation, Site site, Target to) {
        String path = operation.path();
        if (operation.modelInPath().isPresent()) {
            path = withModel(path, to.model());
        } else if (operation.endpoint() != Endpoint.PASS_THROUGH
                && operation.endpoint().dialect() == Dialect.OPENAI) {
            path =
                    to.provider().dialect() == Dialect.AZURE_OPENAI
                            ? azure(path, to)
                            : path.substring("/v1".length());
        }
        String query = QueryText.withoutCredential(from.query());
        String target = site.basePath().isEmpty() ? path : site.basePath() + path;
        return query.isEmpty() ? target : target + (path.indexOf('?') < 0 ? '?' : '&') + query;
    }

    /// What Azure has for one of OpenAI's paths, with the version that its address names.
    private static String azure(String path, Target to) {
        String version = ApiVersion.of(to.provider().baseUrl()).orElse("");
        return AzurePaths.of(path.substring("/v1/".length()), to.model(), version);
    }

    /// `/v1beta/models/<model>:<verb>` with the provider's name for the model.
    private static String withModel(String path, String model) {
        int from = path.indexOf("/models/") + "/models/".length();
        String name =
                URLEncoder.encode(model, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
        return path.substring(0, from) + name + path.substring(path.lastIndexOf(':'));
    }
}
