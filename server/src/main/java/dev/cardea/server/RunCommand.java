package dev.cardea.server;

import dev.cardea.server.cli.ExitCode;
import dev.cardea.server.cli.Settings;
import dev.cardea.server.config.Configuration;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `cardea run`: starts the gateway and stays until it is told to end.
@Command(
        name = "run",
        description = {
            "Start the gateway. The first start creates its home and shows its first keys, once.",
            "Ends on SIGTERM or SIGINT: no new connections, calls in flight finish, nothing is lost."
        },
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    @Mixin private Settings settings;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return run(settings, spec.commandLine().getOut());
    }

    /// Starts, says so, and stays until it is told to end; the exit code.
    static int run(Settings settings, PrintWriter out) throws InterruptedException {
        long begun = System.nanoTime();
        Configuration configuration = settings.read();
        Cardea cardea = Cardea.start(configuration);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    cardea.close();
                                    ended.countDown();
                                }));
        new Announcement(cardea, configuration).print(out, System.nanoTime() - begun);
        ended.await();
        return ExitCode.OK;
    }
}
