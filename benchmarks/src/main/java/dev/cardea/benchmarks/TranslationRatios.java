package dev.cardea.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;

/// How many Jackson passes over the same bytes a translation costs, both taken in one run.
final class TranslationRatios {

    private TranslationRatios() {}

    /// A row for each scene of [TranslationBenchmark] that was measured.
    static String rows(Collection<RunResult> runs) {
        Map<String, Double> jackson = new TreeMap<>();
        Map<String, Double> translate = new TreeMap<>();
        for (RunResult run : runs) {
            String benchmark = run.getParams().getBenchmark();
            double score = run.getPrimaryResult().getScore();
            if (benchmark.endsWith("TranslationBenchmark.jackson")) {
                jackson.put(run.getParams().getParam("scene"), score);
            } else if (benchmark.endsWith("TranslationBenchmark.translate")) {
                translate.put(run.getParams().getParam("scene"), score);
            }
        }
        StringBuilder rows = new StringBuilder();
        translate.forEach((scene, time) -> {
            Double pass = jackson.get(scene);
            if (pass != null) {
                rows.append(
                        String.format(
                                Locale.ROOT,
                                "| translation to one Jackson pass | scene %s | %.2f × | |%n",
                                scene,
                                time / pass));
            }
        });
        return rows.toString();
    }
}
