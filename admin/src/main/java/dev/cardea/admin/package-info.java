/// The admin API: REST over HTTP on a listener of its own, for management keys only.
///
/// Start with [Operations]: the one table that routes and the OpenAPI document are both made from.
/// [AdminServer] serves it; [Gate] lets requests in; [Problems] says what went wrong.
@NullMarked
package dev.cardea.admin;

import org.jspecify.annotations.NullMarked;
