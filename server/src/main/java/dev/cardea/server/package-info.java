/// Where the parts are put together: `main`, the composition of the planes, their start and end.
///
/// Read [dev.cardea.server.Main] first, then [dev.cardea.server.Cardea].
@NullMarked
package dev.cardea.server;

import org.jspecify.annotations.NullMarked;
