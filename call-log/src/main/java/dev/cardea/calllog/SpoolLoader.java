package dev.cardea.calllog;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves calls from the spool into the database, which it opens when it is first needed and again
/// after a failure; removes what is loaded, and days past their retention. For one platform thread,
/// except [#loaded] and [#trouble].
final class SpoolLoader {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolLoader.class);

    /// One transaction, some 700,000 calls. From 122,880 calls on, the database writes them to where
    /// they stay; fewer go through its write-ahead log and are written, and compressed, twice.
    private static final long BATCH_BYTES = 64 << 20;

    /// After so many failures in a row the database, not its surroundings, is at fault.
    private static final int PATIENCE = 3;

    private final CallLogOptions options;
    private final SpoolReader spool;
    private final InstantSource clock;
    private @Nullable CallDatabase database;
    private @Nullable LocalDate swept;
    private int failures;
    private volatile SpoolPosition loaded = SpoolPosition.START;
    private volatile boolean opening;
    private volatile String trouble = "";

    SpoolLoader(CallLogOptions options, SpoolReader spool, InstantSource clock) {
        this.options = options;
        this.spool = spool;
        this.clock = clock;
    }

    /// Up to where the spool is in the database, as far as is known.
    SpoolPosition loaded() {
        return loaded;
    }

    boolean isOpening() {
        return opening;
    }

    /// Why calls can't be loaded now; empty when they can.
    String trouble() {
        return trouble;
    }

    /// Loads everything up to this place.
    ///
    /// @return the open database
    CallDatabase load(SpoolPosition until) {
        try {
            CallDatabase open = open();
            while (open.position().compareTo(until) < 0) {
                open.load(spool, until, BATCH_BYTES);
                loaded = open.position();
                spool.deleteBefore(loaded.segment());
            }
            failures = 0;
            trouble = "";
            sweep(open);
            return open;
        } catch (SQLException e) {
            throw failed(e, e);
        } catch (CallLogUnavailable e) {
            throw failed(e, e.getCause() instanceof SQLException sql ? sql : null);
        } catch (UncheckedIOException e) {
            throw failed(e, null);
        }
    }

    private CallDatabase open() throws SQLException {
        CallDatabase open = database;
        if (open == null) {
            opening = true;
            try {
                open = CallDatabase.open(options);
            } finally {
                opening = false;
            }
            database = open;
            loaded = open.position();
        }
        return open;
    }

    private CallLogUnavailable failed(Exception e, @Nullable SQLException ofDatabase) {
        failures++;
        String message = "the call log can't be brought up to date: " + e.getMessage();
        if (!message.equals(trouble)) {
            LOG.error("{}; calls are kept in files until it can", message);
        }
        trouble = message;
        boolean wasOpen = database != null;
        close();
        if (wasOpen
                && failures >= PATIENCE
                && ofDatabase != null
                && !CallDatabase.isOfSurroundings(ofDatabase)) {
            failures = 0;
            CallDatabase.setAside(options.directory().resolve(CallDatabase.FILE), ofDatabase);
        }
        return new CallLogUnavailable(message, e);
    }

    /// Drops days past their retention, once a day.
    private void sweep(CallDatabase open) throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (today.equals(swept)) {
            return;
        }
        int dropped = open.dropBefore(today.minusDays(options.retentionDays()));
        swept = today;
        if (dropped > 0) {
            LOG.info(
                    "The call log dropped {} days older than {} days",
                    dropped,
                    options.retentionDays());
        }
    }

    void close() {
        CallDatabase open = database;
        database = null;
        if (open != null) {
            open.close();
        }
    }
}
