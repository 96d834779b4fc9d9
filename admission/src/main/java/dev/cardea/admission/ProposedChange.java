package dev.cardea.admission;

import java.util.List;

/// One change of a record that helps a refused call to pass.
///
/// @param record the id of the record
/// @param member of it, as a JSON pointer into what the admin API shows of it: `/grants/models`
/// @param from what it holds; empty when it is absent
/// @param to what it would have to hold; empty when it would have to be absent
public record ProposedChange(String record, String member, List<String> from, List<String> to) {
    public ProposedChange {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }
}
