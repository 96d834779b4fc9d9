package dev.cardea.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `cardea routes`: shows which model names lead where.
@Command(
        name = "routes",
        description = "Show which model names lead where.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RoutesCommand.ListRoutes.class,
            RoutesCommand.Show.class,
            RoutesCommand.Targets.class
        })
public final class RoutesCommand implements Callable<Integer> {
    private static final String ROUTES = "/admin/v1/routes";

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /// What both of them need: a client, and a way to print.
    abstract static class RouteCommand implements Callable<Integer> {
        @Mixin private Settings settings;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec private CommandSpec spec;

        AdminClient client() {
            return AdminClient.of(settings.read());
        }

        boolean json() {
            return json;
        }

        Printer printer() {
            return new Printer(spec.commandLine().getOut(), json);
        }

        void note(String words) {
            spec.commandLine().getErr().println(words);
            spec.commandLine().getErr().flush();
        }
    }

    /// `cardea routes list`.
    @Command(name = "list", description = "List routes.", mixinStandardHelpOptions = true)
    static final class ListRoutes extends RouteCommand {
        @Option(
                names = "--limit",
                defaultValue = "100",
                description = "At most so many (default: ${DEFAULT-VALUE}, most: 200).")
        private int limit;

        @Option(names = "--cursor", description = "Go on where the page before ended.")
        private @Nullable String cursor;

        @Override
        public Integer call() {
            String next = cursor == null ? "" : "&cursor=" + cursor;
            JsonNode page = client().read(ROUTES + "?limit=" + limit + next);
            printer()
                    .many(
                            page.path("items"),
                            "id",
                            "name",
                            "policy",
                            "state",
                            "organization",
                            "declared_at");
            if (page.path("next_cursor").isString()) {
                note("More: --cursor " + page.path("next_cursor").asString());
            }
            return ExitCode.OK;
        }
    }

    /// `cardea routes show`.
    @Command(
            name = "show",
            description = "Show a route and its targets.",
            mixinStandardHelpOptions = true)
    static final class Show extends RouteCommand {
        @Parameters(paramLabel = "ID", description = "The route's id.")
        private String id;

        @Override
        public Integer call() {
            JsonNode route = client().read(ROUTES + "/" + id);
            printer()
                    .one(
                            route,
                            "id",
                            "name",
                            "policy",
                            "state",
                            "organization",
                            "sticky",
                            "regions",
                            "fallback_on",
                            "unsupported",
                            "max_ejected_percent",
                            "retry",
                            "timeouts",
                            "declared_at",
                            "revision");
            if (!json()) {
                printer()
                        .many(
                                route.path("targets"),
                                "provider",
                                "model",
                                "role",
                                "percent",
                                "weight",
                                "priority",
                                "region");
            }
            return ExitCode.OK;
        }
    }

    /// `cardea routes targets`.
    @Command(
            name = "targets",
            description = "Show how the targets that calls were routed to do just now.",
            mixinStandardHelpOptions = true)
    static final class Targets extends RouteCommand {
        @Override
        public Integer call() {
            printer()
                    .many(
                            client().read("/admin/v1/targets").path("items"),
                            "provider",
                            "model",
                            "circuit",
                            "in_flight",
                            "latency_micros",
                            "calls",
                            "failures");
            return ExitCode.OK;
        }
    }
}
