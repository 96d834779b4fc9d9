package dev.cardea.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs the JMH benchmarks of this module.
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description =
                "Measures single steps with JMH: admission, key parsing, model splice, usage scan, translation.")
final class JmhCommand implements Runnable {
    @Parameters(
            arity = "0..*",
            description = "Which benchmarks, as regular expressions; all when none is given.")
    private List<String> include = new ArrayList<>();

    @Option(names = "--quick", description = "One fork with short iterations.")
    private boolean quick;

    @Override
    public void run() {
        var options =
                new OptionsBuilder()
                        .forks(quick ? 1 : 2)
                        .warmupIterations(quick ? 2 : 4)
                        .measurementIterations(quick ? 2 : 4)
                        .warmupTime(TimeValue.milliseconds(quick ? 500 : 1_000))
                        .measurementTime(TimeValue.milliseconds(quick ? 500 : 1_000));
        if (include.isEmpty()) {
            options.include("dev\\.cardea\\.benchmarks\\..*");
        }
        include.forEach(options::include);
        try {
            var report = new StringBuilder();
            report.append(
                    "## Single steps (JMH)\n\n| step | with | time | ± |\n|---|---|---|---|\n");
            Collection<RunResult> runs = new Runner(options.build()).run();
            for (RunResult run : runs) {
                report.append(row(run));
            }
            report.append(TranslationRatios.rows(runs));
            Path root = ResultsFile.root();
            new ResultsFile(root).replace("jmh", report.toString());
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH failed: " + e.getMessage(), e);
        }
    }

    private static String row(RunResult run) {
        var parameters = run.getParams();
        List<String> with = new ArrayList<>();
        for (String key : parameters.getParamsKeys()) {
            with.add(key + " " + parameters.getParam(key));
        }
        String name = parameters.getBenchmark().replaceFirst("^dev\\.cardea\\.benchmarks\\.", "");
        Result<?> result = run.getPrimaryResult();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f %s | %.1f |%n",
                name,
                String.join(", ", with),
                result.getScore(),
                result.getScoreUnit(),
                result.getScoreError());
    }
}
