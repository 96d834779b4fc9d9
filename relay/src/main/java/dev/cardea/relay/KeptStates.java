package dev.cardea.relay;

import dev.cardea.model.Caller;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What providers keep for later calls (responses, conversations, and what pass-through calls made),
/// and whose it is: the ids that went by in their answers, the most recent ones. All event loops share it; a
/// journal lets it outlive the process.
///
/// It has two generations. When the newer one is full the older is forgotten, so that the last so many
/// are always known and up to twice as many at best; what is looked up is young again.
final class KeptStates {
    /// In front of an organization's id where nothing of a provider's can be: its ids have no blanks.
    private static final String LAST_OF = "last of ";

    private final int generation;
    private final StateJournal journal;
    private volatile Map<Kept, Origin> newer = new ConcurrentHashMap<>();
    private volatile Map<Kept, Origin> older = Map.of();

    /// Something that a provider keeps.
    ///
    /// @param id as the provider has it
    record Kept(ProviderId provider, String id) {}

    /// Who made something.
    ///
    /// @param credential the id of the one that it was made with; empty where none was needed
    /// @param uses what a file of requests asks for, as [BatchUses] has it; empty for anything else
    record Origin(OrganizationId organization, String credential, String uses) {
        /// Of what is no file of requests.
        Origin(OrganizationId organization, String credential) {
            this(organization, credential, "");
        }
    }

    /// @param generation how many are remembered at least
    /// @param journal what it begins with, and where it goes on
    KeptStates(int generation, StateJournal journal) {
        this.generation = generation;
        this.journal = journal;
        journal.replay(entry ->
                put(
                        new Kept(new ProviderId(entry.provider()), entry.id()),
                        new Origin(
                                new OrganizationId(entry.organization()),
                                entry.credential(),
                                entry.uses())));
    }

    /// Remembers that what the provider keeps of an answer belongs to the caller's organization, once
    /// the answer has told its id. As often as one likes.
    void remember(Preparation.Ready ready, Answer answer) {
        Caller caller = ready.arrival().account().caller();
        if (caller == null || !Binding.keeps(ready.arrival())) {
            return;
        }
        ProviderId provider = ready.target().provider().id();
        OrganizationId organization = caller.key().organization();
        Origin origin =
                new Origin(
                        organization,
                        ready.credential(),
                        BatchUses.text(ready.arrival().body().items()));
        for (String id : answer.made()) {
            Kept kept = new Kept(provider, id);
            Origin before = of(kept);
            if (before == null || !before.organization().equals(organization)) {
                made(kept, origin);
                made(
                        new Kept(provider, LAST_OF + organization.value()),
                        new Origin(organization, ready.credential()));
            }
        }
    }

    /// The credential with which an organization made something last; empty when that isn't known.
    String lastCredential(ProviderId provider, OrganizationId organization) {
        Origin origin = of(new Kept(provider, LAST_OF + organization.value()));
        return origin == null ? "" : origin.credential();
    }

    void made(Kept kept, Origin origin) {
        if (!origin.equals(put(kept, origin))) {
            journal.note(
                    new StateJournal.Entry(
                            kept.provider().value(),
                            kept.id(),
                            origin.organization().value(),
                            origin.credential(),
                            origin.uses()));
        }
    }

    /// Whose it was among the newer ones; null when it wasn't there.
    private @Nullable Origin put(Kept kept, Origin origin) {
        if (newer.size() >= generation) {
            turn();
        }
        return newer.put(kept, origin);
    }

    private synchronized void turn() {
        if (newer.size() >= generation) {
            older = newer;
            newer = new ConcurrentHashMap<>();
        }
    }

    /// Null when nobody here is known to have made it.
    @Nullable Origin of(Kept kept) {
        Origin young = newer.get(kept);
        if (young != null) {
            return young;
        }
        Origin old = older.get(kept);
        if (old != null) {
            made(kept, old);
        }
        return old;
    }
}
