package dev.cardea.admin;

import java.util.List;
import java.util.stream.Stream;

/// The table of all operations: routes and the OpenAPI document are made from it, so that they can't
/// differ.
final class Operations {
    static final String ROOT = "/admin/v1";

    private Operations() {}

    static List<Operation> all(Plane plane) {
        return Stream.of(
                        OrganizationOperations.table(plane.control()),
                        TeamOperations.table(plane.control()),
                        ApplicationOperations.table(plane.control()),
                        OwnerOperations.table(plane.control()),
                        KeyOperations.table(plane.control()),
                        ProviderOperations.table(plane),
                        CredentialOperations.table(plane),
                        RouteOperations.table(plane.control()),
                        TargetOperations.table(plane.targets()),
                        RecordOperations.table(plane.control()),
                        CatalogueOperations.table(plane),
                        CallOperations.table(plane))
                .flatMap(List::stream)
                .toList();
    }
}
