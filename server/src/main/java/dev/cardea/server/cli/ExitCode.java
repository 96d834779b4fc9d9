package dev.cardea.server.cli;

/// What the command line ends with, for scripts.
public final class ExitCode {
    /// The work is done.
    public static final int OK = 0;

    /// It failed, and the reason was printed.
    public static final int FAILED = 1;

    /// The command line itself is wrong.
    public static final int USAGE = 2;

    /// The configuration is wrong.
    public static final int CONFIGURATION = 10;

    /// A port is taken or can't be bound.
    public static final int PORT = 11;

    /// The home folder can't be used.
    public static final int HOME = 12;

    /// The store can't be used, and there is no snapshot to serve from.
    public static final int STORE = 13;

    /// No Cardea answers at the admin address.
    public static final int UNREACHABLE = 14;

    /// The admin API refused.
    public static final int REFUSED = 15;

    private ExitCode() {}
}
