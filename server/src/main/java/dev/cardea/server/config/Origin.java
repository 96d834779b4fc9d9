package dev.cardea.server.config;

/// Where a setting was written: a line of a file, or an environment variable.
///
/// @param line counted from 1; 0 when `source` isn't a file
public record Origin(String source, int line) {
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
