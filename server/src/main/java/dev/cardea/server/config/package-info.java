/// Configuration: one YAML file and the environment, read into records; anything unknown, of the wrong
/// type or out of range is an error that names the file, the line and what was expected.
///
/// Read [dev.cardea.server.config.Configuration] first, then
/// [dev.cardea.server.config.ConfigurationReader].
@NullMarked
package dev.cardea.server.config;

import org.jspecify.annotations.NullMarked;
