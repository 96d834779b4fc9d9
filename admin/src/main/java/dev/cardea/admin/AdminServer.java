package dev.cardea.admin;

import dev.cardea.admin.Trouble.Kind;
import dev.cardea.admin.json.Json;
import dev.cardea.admin.json.TreeWriter;
import dev.cardea.admission.Admission;
import dev.cardea.calllog.CallLog;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.Mandate;
import dev.cardea.control.catalogue.CatalogueShelf;
import dev.cardea.control.catalogue.UpdateCatalogue;
import dev.cardea.control.upstream.Upstreams;
import dev.cardea.model.Base62;
import dev.cardea.model.TargetStatus;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The listener of the admin API, on virtual threads.
public final class AdminServer implements AutoCloseable {
    private static final int MAX_BODY = 1 << 20;
    private static final String ANY = "*";
    private static final String REQUEST_ID = "request-id";

    private final Javalin javalin;
    private final AdminConfig config;

    private AdminServer(Javalin javalin, AdminConfig config) {
        this.javalin = javalin;
        this.config = config;
    }

    /// Listens from the time that this returns.
    public static AdminServer start(
            AdminConfig config,
            ControlPlane control,
            Upstreams upstreams,
            TargetStatus.View targets,
            Admission admission,
            CallLog callLog,
            CatalogueShelf catalogue,
            UpdateCatalogue updateCatalogue,
            InstantSource clock) {
        Gate gate = new Gate(config, control.publisher(), admission, clock, callLog.sink());
        List<Operation> operations =
                Operations.all(
                        new Plane(
                                config,
                                control,
                                upstreams,
                                targets,
                                admission,
                                callLog,
                                catalogue,
                                updateCatalogue,
                                clock));
        AnyRevision anyRevision = new AnyRevision(operations);
        byte[] document = Json.bytes(OpenApi.document(operations));
        SecureRandom random = new SecureRandom();
        Javalin javalin =
                Javalin.create(settings -> {
                    settings.startup.showJavalinBanner = false;
                    settings.startup.showOldJavalinVersionWarning = false;
                    settings.startup.startupWatcherEnabled = false;
                    settings.concurrency.useVirtualThreads = true;
                    settings.http.prefer405over404 = true;
                    settings.http.compressionStrategy = CompressionStrategy.NONE;
                    settings.jetty.modifyHttpConfiguration(http -> {
                        http.setSendServerVersion(false);
                        http.setSendXPoweredBy(false);
                    });
                    settings.routes.before(ctx -> {
                        String id = "adm_" + Base62.random(random, 16);
                        ctx.attribute(REQUEST_ID, id);
                        harden(ctx, id);
                        gate.place(ctx.header("Host"), ctx.header("Origin"));
                    });
                    settings.routes.get(
                            "/openapi.json",
                            ctx -> ctx.contentType("application/json").result(document));
                    for (Operation operation : operations) {
                        HandlerType method = HandlerType.findOrCreate(operation.method());
                        Handler handler = ctx -> serve(ctx, operation, gate, control, anyRevision);
                        settings.routes.addHttpHandler(method, operation.path(), handler);
                        // Javalin would say 200 to whatever has a GET, to strangers too.
                        if (method.equals(HandlerType.GET)) {
                            settings.routes.addHttpHandler(
                                    HandlerType.HEAD, operation.path(), handler);
                        }
                    }
                    // Javalin answers its own kind of exception unless it is named.
                    settings.routes.exception(
                            HttpResponseException.class,
                            (e, ctx) -> {
                                String methods = e.getDetails().get("availableMethods");
                                if (methods != null) {
                                    ctx.header("Allow", methods);
                                }
                                fail(ctx, known(e));
                            });
                    settings.routes.exception(Exception.class, (e, ctx) -> fail(ctx, e));
                });
        javalin.start(config.address().getHostString(), config.address().getPort());
        return new AdminServer(javalin, config);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return new InetSocketAddress(config.address().getAddress(), javalin.port());
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void serve(
            Context ctx,
            Operation operation,
            Gate gate,
            ControlPlane control,
            AnyRevision anyRevision) {
        String id = requestId(ctx);
        ServletFields fields = new ServletFields(ctx.req());
        Mandate mandate =
                operation.access() == Access.ANYONE
                        ? Mandate.SYSTEM
                        : gate.admit(
                                id, fields, operation.access(), header(ctx, "X-Change-Reason"));
        byte[] body = operation.body().isPresent() ? body(ctx) : new byte[0];
        String repeat = header(ctx, "Idempotency-Key");
        if (operation.traits().contains(Operation.Trait.REPEATABLE) && !repeat.isEmpty()) {
            byte[] head =
                    (operation.method() + " " + ctx.path() + "\n").getBytes(StandardCharsets.UTF_8);
            mandate = mandate.repeatable(control.repeatKey(repeat, head, body));
        }
        Map<String, String> query = new HashMap<>();
        for (String name : ctx.queryParamMap().keySet()) {
            if (operation.query().stream().noneMatch(it -> it.name().equals(name))) {
                throw Trouble.of(
                        Kind.PARAMETER_INVALID,
                        "a query parameter isn't known; known are "
                                + operation.query().stream()
                                        .map(Operation.Parameter::name)
                                        .toList());
            }
            query.put(name, Optional.ofNullable(ctx.queryParam(name)).orElse(""));
        }
        JsonNode tree = body.length == 0 ? Json.object() : Json.parse(body);
        Ask ask = new Ask(id, mandate, ctx.pathParamMap(), query, tree, ifMatch(ctx));
        boolean fromAny =
                operation.traits().contains(Operation.Trait.IF_MATCH)
                        && header(ctx, "If-Match").equals(ANY);
        answer(ctx, fromAny ? anyRevision.handle(operation, ask) : operation.handler().handle(ask));
    }

    private static void answer(Context ctx, Reply reply) {
        reply.fields().forEach(ctx::header);
        ctx.status(reply.status())
                .contentType("application/json")
                .result(Json.bytes(TreeWriter.write(reply.body())));
    }

    private static void fail(Context ctx, Exception e) {
        String id = requestId(ctx);
        Problem.Answer answer = Problems.of(e, id);
        answer.fields().forEach(ctx::header);
        ctx.status(answer.problem().status())
                .contentType("application/problem+json")
                .result(Json.bytes(TreeWriter.write(answer.problem())));
    }

    private static Exception known(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> Trouble.of(Kind.NOT_FOUND, "there is nothing at this path");
            case 405 -> Trouble.of(Kind.METHOD_NOT_ALLOWED, "this path takes other methods");
            default -> e;
        };
    }

    private static void harden(Context ctx, String requestId) {
        ctx.header("X-Request-Id", requestId)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    private static byte[] body(Context ctx) {
        String type = header(ctx, "Content-Type");
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw Trouble.of(
                        Kind.BODY_TOO_LARGE, "a body has up to %d bytes".formatted(MAX_BODY));
            }
            String plain = type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
            boolean json =
                    plain.strip().equalsIgnoreCase("application/json")
                            || plain.strip().equalsIgnoreCase("application/merge-patch+json");
            if (body.length > 0 && !json) {
                throw Trouble.of(Kind.CONTENT_TYPE_WRONG, "the body has to be application/json");
            }
            return body;
        } catch (IOException e) {
            throw Trouble.of(Kind.NOT_JSON, "the body didn't arrive as a whole");
        }
    }

    private static Optional<Long> ifMatch(Context ctx) {
        String text = header(ctx, "If-Match");
        if (text.isEmpty() || text.equals(ANY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Reply.revision(text));
        } catch (NumberFormatException _) {
            throw Trouble.of(
                    Kind.PARAMETER_INVALID,
                    "If-Match takes an ETag of this API, such as \"7\", or * for any");
        }
    }

    private static String header(Context ctx, String name) {
        String value = ctx.header(name);
        return value == null ? "" : value.strip();
    }

    private static String requestId(Context ctx) {
        String id = ctx.attribute(REQUEST_ID);
        return id == null ? "" : id;
    }
}
