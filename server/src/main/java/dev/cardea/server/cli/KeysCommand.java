package dev.cardea.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `cardea keys`: issues, shows and stops keys.
@Command(
        name = "keys",
        description = "Issue, show and stop keys.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KeysCommand.Issue.class,
            KeysCommand.ListKeys.class,
            KeysCommand.Show.class,
            KeysCommand.Disable.class,
            KeysCommand.Enable.class,
            KeysCommand.Revoke.class,
            KeysCommand.Delete.class
        })
public final class KeysCommand implements Callable<Integer> {
    private static final String KEYS = "/admin/v1/keys";
    private static final String[] SHOWN = {
        "id",
        "name",
        "type",
        "environment",
        "state",
        "application",
        "owner",
        "expires_at",
        "revision"
    };

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /// What all of them need: a client, and a way to print.
    abstract static class KeyCommand implements Callable<Integer> {
        @Mixin private Settings settings;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec private CommandSpec spec;

        AdminClient client() {
            return AdminClient.of(settings.read());
        }

        Printer printer() {
            return new Printer(spec.commandLine().getOut(), json);
        }

        PrintWriter err() {
            return spec.commandLine().getErr();
        }
    }

    /// `cardea keys issue`.
    @Command(
            name = "issue",
            description = "Issue a key. Its secret is printed once, and kept nowhere.",
            mixinStandardHelpOptions = true)
    static final class Issue extends KeyCommand {
        @Option(names = "--name", required = true, description = "What people call it.")
        private String name;

        @Option(
                names = "--application",
                paramLabel = "ID",
                defaultValue = "app_default",
                description = "Whose key it is (default: ${DEFAULT-VALUE}).")
        private String application;

        @Option(
                names = "--owner",
                paramLabel = "ID",
                defaultValue = "own_default",
                description = "Who answers for it (default: ${DEFAULT-VALUE}).")
        private String owner;

        @Option(
                names = "--environment",
                defaultValue = "live",
                description = "live, test, … (default: ${DEFAULT-VALUE}).")
        private String environment;

        @Option(
                names = "--type",
                defaultValue = "secret",
                description =
                        "secret, publishable, management or webhook (default: ${DEFAULT-VALUE}).")
        private String type;

        @Option(
                names = "--expires-at",
                paramLabel = "TIME",
                description = "When it stops to work, such as 2027-01-31T00:00:00Z.")
        private @Nullable String expiresAt;

        @Option(
                names = "--model",
                paramLabel = "PATTERN",
                description = "A model that it may use; several times for several.")
        private List<String> models = new ArrayList<>();

        @Option(
                names = "--endpoint",
                paramLabel = "PATTERN",
                description = "A path that it may call, such as /v1/chat/*.")
        private List<String> endpoints = new ArrayList<>();

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "What it may do, such as models:invoke.")
        private List<String> scopes = new ArrayList<>();

        @Option(
                names = "--allow-network",
                paramLabel = "NETWORK",
                description = "From where it may be used, such as 203.0.113.0/24.")
        private List<String> networks = new ArrayList<>();

        @Override
        public Integer call() {
            Map<String, Object> key = new LinkedHashMap<>();
            key.put("name", name);
            if (!type.equals("management")) {
                key.put("application", application);
            }
            key.put("owner", owner);
            key.put("environment", environment);
            key.put("type", type);
            if (expiresAt != null) {
                key.put("expires_at", expiresAt);
            }
            Map<String, Object> grants = new LinkedHashMap<>();
            grants.put("models", models);
            grants.put("endpoints", endpoints);
            grants.put("scopes", scopes);
            grants.put("allowed_networks", networks);
            key.put("grants", grants);
            JsonNode issued = client().create(KEYS, key);
            printer().one(issued, "secret", "id", "name", "type", "environment", "expires_at");
            err().println("The secret is shown this once.");
            err().flush();
            return ExitCode.OK;
        }
    }

    /// `cardea keys list`.
    @Command(name = "list", description = "List keys.", mixinStandardHelpOptions = true)
    static final class ListKeys extends KeyCommand {
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
            JsonNode page = client().read(KEYS + "?limit=" + limit + next);
            printer()
                    .many(
                            page.path("items"),
                            "id",
                            "name",
                            "type",
                            "environment",
                            "state",
                            "expires_at");
            if (page.path("next_cursor").isString()) {
                err().println("More: --cursor " + page.path("next_cursor").asString());
                err().flush();
            }
            return ExitCode.OK;
        }
    }

    /// What works on one key.
    abstract static class OneKey extends KeyCommand {
        @Parameters(paramLabel = "KEY_ID", description = "The key's id, such as key_… .")
        private String id;

        String path() {
            if (!id.matches("key_[A-Za-z0-9.-]{1,64}")) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "a key id starts with key_ and is not the key itself; list them with 'cardea keys list'");
            }
            return KEYS + "/" + id;
        }

        /// Does something to the version of the key that is there now.
        Integer act(String method, String suffix, Map<String, Object> body) {
            AdminClient client = client();
            String revision = client.read(path()).path("revision").asString("0");
            JsonNode changed = client.change(method, path() + suffix, body, revision);
            printer().one(changed, SHOWN);
            return ExitCode.OK;
        }
    }

    /// `cardea keys show`.
    @Command(name = "show", description = "Show one key.", mixinStandardHelpOptions = true)
    static final class Show extends OneKey {
        @Override
        public Integer call() {
            printer().one(client().read(path()), SHOWN);
            return ExitCode.OK;
        }
    }

    /// `cardea keys disable`.
    @Command(
            name = "disable",
            description = "Switch a key off; it can be switched on again.",
            mixinStandardHelpOptions = true)
    static final class Disable extends OneKey {
        @Override
        public Integer call() {
            return act("POST", "/disable", Map.of());
        }
    }

    /// `cardea keys enable`.
    @Command(name = "enable", description = "Switch a key on.", mixinStandardHelpOptions = true)
    static final class Enable extends OneKey {
        @Override
        public Integer call() {
            return act("POST", "/enable", Map.of());
        }
    }

    /// `cardea keys revoke`.
    @Command(
            name = "revoke",
            description = "Stop a key for good. Whoever uses it is refused within a second.",
            mixinStandardHelpOptions = true)
    static final class Revoke extends OneKey {
        @Option(names = "--reason", required = true, description = "Why, for the audit.")
        private String reason;

        @Option(names = "--leaked", description = "Its secret was seen where it shouldn't be.")
        private boolean leaked;

        @Override
        public Integer call() {
            return act("POST", "/revoke", Map.of("reason", reason, "leaked", leaked));
        }
    }

    /// `cardea keys delete`.
    @Command(
            name = "delete",
            description = "Delete a key; a tombstone stays, so that refusals can say so.",
            mixinStandardHelpOptions = true)
    static final class Delete extends OneKey {
        @Override
        public Integer call() {
            return act("DELETE", "", Map.of());
        }
    }
}
