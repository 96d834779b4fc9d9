package dev.cardea.relay;

import dev.cardea.relay.http.Fields;
import java.util.AbstractList;

/// The names of fields, written out only when somebody looks; valid as long as the fields.
final class FieldNames extends AbstractList<String> {
    private final Fields fields;

    FieldNames(Fields fields) {
        this.fields = fields;
    }

    @Override
    public String get(int index) {
        return fields.name(index);
    }

    @Override
    public int size() {
        return fields.size();
    }
}
