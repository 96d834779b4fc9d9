package dev.cardea.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an application authenticates with, without its secret. A million of these live in memory, so
/// what is absent is null here and times are numbers; the accessors say it with [Optional].
///
/// @param application whose key it is; null for a management key
/// @param owner who answers for it; null when that link is broken, which is a reason to refuse
/// @param secrets one, or two while the key is being rotated; never empty
/// @param notBeforeMicros epoch microseconds before which it is refused, 0 for none
/// @param expiresAtMicros epoch microseconds from which on it is refused, [Long#MAX_VALUE] for never
/// @param intact false when the stored row doesn't fit its MAC: it was damaged or forged
@Copied
public record Key(
        KeyId id,
        OrganizationId organization,
        @Nullable ApplicationId application,
        @Nullable OwnerId owner,
        String name,
        Environment environment,
        KeyType type,
        KeyState state,
        List<KeySecret> secrets,
        long notBeforeMicros,
        long expiresAtMicros,
        Grants grants,
        boolean intact,
        long revision)
        implements Entity {

    public Key {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("key %s has no secret".formatted(id));
        }
        secrets = List.copyOf(secrets);
        environment = environment.equals(Environment.LIVE) ? Environment.LIVE : environment;
        grants = grants.interned();
    }

    /// The same key with its ids in the instances that other records hold, so that a million keys
    /// don't hold a million copies of them.
    Key sharing(
            @Nullable Organization holder, @Nullable Application issuedTo, @Nullable Owner person) {
        return KeyBuilder.builder(this)
                .organization(holder == null ? organization : holder.id())
                .application(issuedTo == null ? application : issuedTo.id())
                .owner(person == null ? owner : person.id())
                .build();
    }

    /// The application as an optional value.
    public Optional<ApplicationId> applicationId() {
        return Optional.ofNullable(application);
    }

    /// The owner as an optional value.
    public Optional<OwnerId> ownerId() {
        return Optional.ofNullable(owner);
    }

    /// The same key in another state.
    public Key withState(KeyState state) {
        return KeyBuilder.builder(this).state(state).build();
    }

    /// The same key with other times.
    public Key withTimes(long notBeforeMicros, long expiresAtMicros) {
        return KeyBuilder.builder(this)
                .notBeforeMicros(notBeforeMicros)
                .expiresAtMicros(expiresAtMicros)
                .build();
    }

    /// The same key with other grants.
    public Key withGrants(Grants grants) {
        return KeyBuilder.builder(this).grants(grants).build();
    }

    /// The same key as read back, with the verdict on its MAC.
    public Key withIntact(boolean intact) {
        return KeyBuilder.builder(this).intact(intact).build();
    }

    @Override
    public Key withRevision(long revision) {
        return KeyBuilder.builder(this).revision(revision).build();
    }
}
