package dev.cardea.calllog;

/// A place in the spool between two frames.
///
/// @param segment the number of the file
/// @param offset bytes from its start
record SpoolPosition(long segment, long offset) implements Comparable<SpoolPosition> {
    static final SpoolPosition START = new SpoolPosition(0, 0);

    @Override
    public int compareTo(SpoolPosition other) {
        int order = Long.compare(segment, other.segment);
        return order != 0 ? order : Long.compare(offset, other.offset);
    }
}
