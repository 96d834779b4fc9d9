package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which calls are meant: those that meet every condition that isn't null.
///
/// @param from calls at this time or later
/// @param until calls before this time
/// @param key the key's id
/// @param organization the organization's id
/// @param team the team's id
/// @param application the application's id
/// @param owner the owner's id
/// @param reason the internal code
/// @param statusClass the first digit of the HTTP status, 1 to 5; 0 for calls that got no status
/// @param model one of the three model names: asked, sent or answered
/// @param provider the provider's name
/// @param outcome how the call ended
/// @param mirrorOf copies of the call with this id
/// @param mirrors whether copies that the gateway made of calls are meant
public record CallFilter(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String key,
        @Nullable String organization,
        @Nullable String team,
        @Nullable String application,
        @Nullable String owner,
        @Nullable String reason,
        @Nullable Integer statusClass,
        @Nullable String model,
        @Nullable String provider,
        @Nullable Outcome outcome,
        @Nullable String mirrorOf,
        Mirrors mirrors) {

    /// Whether mirrored copies of calls are meant: nobody asked for them, so by default they aren't.
    public enum Mirrors {
        WITHOUT,
        WITH,
        ONLY
    }

    public CallFilter {
        if (statusClass != null && (statusClass < 0 || statusClass > 5)) {
            throw new IllegalArgumentException(
                    "the status class must be from 0 to 5, found " + statusClass);
        }
    }

    /// Every call that a caller made.
    public static CallFilter everything() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Whether this call is meant.
    public boolean matches(CallRecord call) {
        return (from == null || Micros.of(call.at()) >= Micros.of(from))
                && (until == null || Micros.of(call.at()) < Micros.of(until))
                && is(key, call.key())
                && is(organization, call.organization())
                && is(team, call.team())
                && is(application, call.application())
                && is(owner, call.owner())
                && is(reason, call.reason())
                && (statusClass == null || call.status() / 100 == statusClass)
                && (model == null
                        || model.equals(call.modelAsked())
                        || model.equals(call.modelSent())
                        || model.equals(call.modelAnswered()))
                && is(provider, call.provider())
                && (outcome == null || call.outcome() == outcome)
                && is(mirrorOf, call.mirrorOf())
                && (mirrors == Mirrors.WITH
                        || (mirrors == Mirrors.ONLY) != call.mirrorOf().isEmpty());
    }

    private static boolean is(@Nullable String wanted, String found) {
        return wanted == null || wanted.equals(found);
    }

    /// The same within one organization.
    public CallFilter within(String organization) {
        return new CallFilter(
                from,
                until,
                key,
                organization,
                team,
                application,
                owner,
                reason,
                statusClass,
                model,
                provider,
                outcome,
                mirrorOf,
                mirrors);
    }

    /// Collects conditions; what isn't named doesn't matter.
    public static final class Builder {
        private @Nullable Instant from;
        private @Nullable Instant until;
        private @Nullable String key;
        private @Nullable String organization;
        private @Nullable String team;
        private @Nullable String application;
        private @Nullable String owner;
        private @Nullable String reason;
        private @Nullable Integer statusClass;
        private @Nullable String model;
        private @Nullable String provider;
        private @Nullable Outcome outcome;
        private @Nullable String mirrorOf;
        private Mirrors mirrors = Mirrors.WITHOUT;

        private Builder() {}

        public Builder from(@Nullable Instant from) {
            this.from = from;
            return this;
        }

        public Builder until(@Nullable Instant until) {
            this.until = until;
            return this;
        }

        public Builder key(@Nullable String key) {
            this.key = key;
            return this;
        }

        public Builder organization(@Nullable String organization) {
            this.organization = organization;
            return this;
        }

        public Builder team(@Nullable String team) {
            this.team = team;
            return this;
        }

        public Builder application(@Nullable String application) {
            this.application = application;
            return this;
        }

        public Builder owner(@Nullable String owner) {
            this.owner = owner;
            return this;
        }

        public Builder reason(@Nullable String reason) {
            this.reason = reason;
            return this;
        }

        public Builder statusClass(@Nullable Integer statusClass) {
            this.statusClass = statusClass;
            return this;
        }

        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        public Builder provider(@Nullable String provider) {
            this.provider = provider;
            return this;
        }

        public Builder outcome(@Nullable Outcome outcome) {
            this.outcome = outcome;
            return this;
        }

        /// Names copies, so they are meant.
        public Builder mirrorOf(@Nullable String mirrorOf) {
            this.mirrorOf = mirrorOf;
            mirrors = mirrorOf == null ? mirrors : Mirrors.ONLY;
            return this;
        }

        public Builder mirrors(Mirrors mirrors) {
            this.mirrors = mirrors;
            return this;
        }

        public CallFilter build() {
            return new CallFilter(
                    from,
                    until,
                    key,
                    organization,
                    team,
                    application,
                    owner,
                    reason,
                    statusClass,
                    model,
                    provider,
                    outcome,
                    mirrorOf,
                    mirrors);
        }
    }
}
