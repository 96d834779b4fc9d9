/// The neutral form that every wire format is read into and written from: requests, answers, stream
/// events, and the JSON reading and writing beneath them.
///
/// A wire format is a spoke: it knows itself and this package, never another spoke. Texts, schemas
/// and arguments are kept as slices of the JSON they came in ([dev.cardea.dialect.hub.Raw]), so that
/// they are copied and not decoded. Read [dev.cardea.dialect.hub.ChatRequest] first, then
/// [dev.cardea.dialect.hub.StreamEvent] and [dev.cardea.dialect.hub.Losses].
@NullMarked
package dev.cardea.dialect.hub;

import org.jspecify.annotations.NullMarked;
