/// The command line: a client of the admin API, never a second writer to the store.
@NullMarked
package dev.cardea.server.cli;

import org.jspecify.annotations.NullMarked;
