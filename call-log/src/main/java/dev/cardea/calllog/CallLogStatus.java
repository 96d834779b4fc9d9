package dev.cardea.calllog;

/// How the log itself is doing.
///
/// @param state whether questions are answered
/// @param taken records taken since the start
/// @param dropped records lost since the start: the queue or the disk was full
/// @param queued records that are not in a file yet
/// @param pendingBytes bytes in files that are not in the database yet
/// @param trouble the last failure in words for operators; empty when there is none
public record CallLogStatus(
        State state, long taken, long dropped, int queued, long pendingBytes, String trouble) {
    /// Whether questions are answered.
    public enum State {
        /// Not yet: records are taken, questions wait.
        OPENING,
        OPEN,
        /// The database can't be opened: records go to files, questions are refused.
        UNAVAILABLE,
        CLOSED
    }
}
