package dev.cardea.it;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The denial scenarios that have to be named by now, and where each is played.
final class ListedScenarios {
    /// All of them; ranges include both ends. Numbers within a range that no scenario has are in
    /// [#UNUSED].
    private static final String LIST =
            """
            D001-D010 D012-D033 D035-D077 D081-D083 D085-D086 D088-D095 D099-D102 D122-D128 D136 \
            D139-D140 D148-D149 D152 D180 D224 D226 D232-D234\
            """;

    private static final String UNUSED =
            """
            D007-D009 D012 D016 D023-D024 D026 D029 D035 D038-D039 D041 D050 D052 D059-D063 D126\
            """;

    static final Set<String> REQUIRED = without(ids(LIST), ids(UNUSED));

    /// Played before a bare gateway alone, because no step of the admin API leads there: a key without
    /// an owner, nothing to decide from, a check that fails; and, beyond the list, what comes with the
    /// rotation of keys, with several nodes, and with the catalogue.
    static final Set<String> BARE =
            Set.of("D088", "D226", "D233", "D078", "D079", "D153", "D228", "D231");

    /// Played before a whole Cardea by tests of their own: a call of the admin API, and a record that is
    /// altered by hand.
    static final Set<String> APART = Set.of("D069", "D234");

    /// Played before a whole Cardea whose admin API leads to their states.
    static final Set<String> SERVED = without(union(REQUIRED, Set.of("D134")), union(BARE, APART));

    /// Those in which changes of records alone would let the call pass, so that they are proposed.
    static final Set<String> MENDED =
            ids(
                    """
                    D075-D077 D083 D090-D094 D099 D100 D102 D122-D124 D127 D134 D139-D140 D224\
                    """);

    private ListedScenarios() {}

    private static Set<String> ids(String text) {
        Set<String> ids = new TreeSet<>();
        Stream.of(text.split(" "))
                .forEach(range -> {
                    int from = Integer.parseInt(range.substring(1, 4));
                    int to = Integer.parseInt(range.substring(range.length() - 3));
                    for (int id = from; id <= to; id++) {
                        ids.add("D%03d".formatted(id));
                    }
                });
        return ids;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
