package dev.cardea.relay;

import java.util.function.Consumer;

/// Where it is written down whose the things are that providers keep, so that a restart doesn't forget
/// it. Ids, and the names of models: nothing secret.
public interface StateJournal {
    /// Writes nothing down.
    StateJournal NONE =
            new StateJournal() {
                @Override
                public void note(Entry entry) {
                    // Who has no journal starts with nothing known.
                }

                @Override
                public void replay(Consumer<Entry> each) {
                    // There is nothing.
                }
            };

    /// Something that a provider keeps, and who made it.
    ///
    /// @param provider the provider's record
    /// @param id as the provider has it
    /// @param organization whose it is
    /// @param credential the one it was made with; empty where none was needed
    /// @param uses which paths and models it asks for, when it is a file of requests; else empty
    record Entry(String provider, String id, String organization, String credential, String uses) {}

    /// Writes an entry down some time soon; returns at once, from any thread. What can't be written is
    /// known until the end of the process.
    void note(Entry entry);

    /// Gives what was written down before this process began, the oldest first; called once.
    void replay(Consumer<Entry> each);
}
