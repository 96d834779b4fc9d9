package dev.cardea.admission;

import java.util.List;

/// Every check in its order: the one place that says what is asked before what. The first that fails
/// gives the reason; an explanation lists the others that would fail too.
final class Order {
    /// For calls of APIs and models.
    static final List<Rule> DATA_PLANE =
            List.of(
                    CredentialRules.STORE_AT_HAND,
                    PreflightRules.NOT_ASKED,
                    CredentialRules.PRESENT,
                    CredentialRules.SHAPE,
                    CredentialRules.VENDOR,
                    CredentialRules.TYPE_FOR_CALLS,
                    CredentialRules.ENVIRONMENT,
                    CredentialRules.INSTALLATION,
                    KeyRules.INTACT,
                    KeyRules.KNOWN,
                    KeyRules.NOT_REVOKED,
                    KeyRules.SWITCHED_ON,
                    KeyRules.BEGUN,
                    KeyRules.NOT_EXPIRED,
                    KeyRules.SECRET_CURRENT,
                    KeyRules.NOT_FROM_BROWSER,
                    OwnerRules.OWNER_THERE,
                    OwnerRules.OWNER_IN_GOOD_STANDING,
                    OwnerRules.OWNER_NOT_LOCKED,
                    OwnerRules.ORGANIZATION_ACTIVE,
                    OwnerRules.TEAM_ACTIVE,
                    OwnerRules.APPLICATION_ACTIVE,
                    NetworkRules.NOT_BLOCKED,
                    NetworkRules.PROXY_TRUSTED,
                    NetworkRules.ALLOWED,
                    PermissionRules.ENDPOINT,
                    PermissionRules.PUBLISHED,
                    PermissionRules.METHOD,
                    PermissionRules.SCOPE,
                    ModelRules.READABLE,
                    ModelRules.NAMED,
                    ModelRules.KNOWN,
                    KeptRules.KEPT_SOMEWHERE,
                    ModelRules.ALLOWED,
                    ModelRules.UNAMBIGUOUS,
                    KeptRules.AT_ONE_PROVIDER,
                    RetirementRules.IN_SERVICE,
                    UpstreamRules.ROUTED,
                    UpstreamRules.CREDENTIAL_AT_HAND);

    /// For the admin API, which goes on to ask for its own rights. A management key belongs to no
    /// application, and works on every environment's address.
    static final List<Rule> MANAGEMENT =
            List.of(
                    CredentialRules.STORE_AT_HAND,
                    CredentialRules.PRESENT,
                    CredentialRules.SHAPE,
                    CredentialRules.VENDOR,
                    CredentialRules.TYPE_FOR_MANAGEMENT,
                    CredentialRules.INSTALLATION,
                    KeyRules.INTACT,
                    KeyRules.KNOWN,
                    KeyRules.NOT_REVOKED,
                    KeyRules.SWITCHED_ON,
                    KeyRules.BEGUN,
                    KeyRules.NOT_EXPIRED,
                    KeyRules.SECRET_CURRENT,
                    OwnerRules.OWNER_THERE,
                    OwnerRules.OWNER_IN_GOOD_STANDING,
                    OwnerRules.OWNER_NOT_LOCKED,
                    OwnerRules.ORGANIZATION_ACTIVE,
                    NetworkRules.NOT_BLOCKED,
                    NetworkRules.PROXY_TRUSTED,
                    NetworkRules.ALLOWED);

    private Order() {}
}
