/// Records as JSON and back, strictly: one description of a record's shape reads it, writes it, and
/// is its JSON Schema.
///
/// Start with [Shape]; [Shapes] works it out from a record, [StrictReader], [TreeWriter] and
/// [SchemaWriter] use it. Members are in snake case, words of closed lists in lower case, times in
/// RFC 3339, and what is absent is left out.
@NullMarked
package dev.cardea.admin.json;

import org.jspecify.annotations.NullMarked;
