/// The data plane: takes a call, admits it, sends it to a provider, streams the answer back and
/// leaves one record of it.
///
/// Read [dev.cardea.relay.Exchange] first (one call from its head to its record), then
/// [dev.cardea.relay.Gateway] (what listens) and [dev.cardea.relay.UpstreamConnection] (the other
/// side). A client's connection and the upstream connections that serve it live on one event loop,
/// so that nothing here needs a lock; what is per loop hangs on [dev.cardea.relay.RelayLoop].
@NullMarked
package dev.cardea.relay;

import org.jspecify.annotations.NullMarked;
