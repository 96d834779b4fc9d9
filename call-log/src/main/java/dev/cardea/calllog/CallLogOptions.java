package dev.cardea.calllog;

import dev.cardea.model.Copied;
import java.nio.file.Path;

/// How a call log on disk is kept.
///
/// @param directory where its files are; made when missing
/// @param queueCapacity how many records may wait for the writer, a power of two
/// @param spoolLimitBytes how much may wait for the database on disk; above it records are dropped
/// @param segmentBytes how large one spool file gets before the next is begun
/// @param retentionDays how many whole days before today are kept
/// @param databaseMemoryMegabytes the most that the database's caches and queries may take
/// @param querySeconds how long a question may take
@Copied
public record CallLogOptions(
        Path directory,
        int queueCapacity,
        long spoolLimitBytes,
        long segmentBytes,
        int retentionDays,
        int databaseMemoryMegabytes,
        int querySeconds) {
    public CallLogOptions {
        if (Integer.bitCount(queueCapacity) != 1) {
            throw new IllegalArgumentException(
                    "the queue's capacity must be a power of two, found " + queueCapacity);
        }
        if (spoolLimitBytes < 1 || segmentBytes < 1) {
            throw new IllegalArgumentException(
                    "spool sizes must be 1 byte or more, found %d and %d"
                            .formatted(spoolLimitBytes, segmentBytes));
        }
        if (retentionDays < 0 || databaseMemoryMegabytes < 32 || querySeconds < 1) {
            throw new IllegalArgumentException(
                    "retention must be 0 days or more, memory 32 MB or more, the time for a question 1 s or more; found %d, %d, %d"
                            .formatted(retentionDays, databaseMemoryMegabytes, querySeconds));
        }
    }

    /// A queue of 65,536 records, 2 GB of spool in files of 32 MB, 30 days, 128 MB for the database,
    /// 20 s for a question.
    public static CallLogOptions in(Path directory) {
        return new CallLogOptions(directory, 1 << 16, 2L << 30, 32L << 20, 30, 128, 20);
    }

    public CallLogOptions withQueueCapacity(int capacity) {
        return CallLogOptionsBuilder.builder(this).queueCapacity(capacity).build();
    }

    public CallLogOptions withSpool(long limitBytes, long segmentBytes) {
        return CallLogOptionsBuilder.builder(this)
                .spoolLimitBytes(limitBytes)
                .segmentBytes(segmentBytes)
                .build();
    }

    public CallLogOptions withRetentionDays(int days) {
        return CallLogOptionsBuilder.builder(this).retentionDays(days).build();
    }

    public CallLogOptions withDatabaseMemory(int megabytes) {
        return CallLogOptionsBuilder.builder(this).databaseMemoryMegabytes(megabytes).build();
    }
}
