package dev.cardea.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The header fields of a request, read only.
public interface RequestFields {
    /// The value of the first field of this name, bytes as ISO-8859-1 characters, blanks at both ends
    /// taken off; null when there is none.
    ///
    /// @param lowerCaseName in lower case
    @Nullable String first(String lowerCaseName);

    /// How many fields of this name there are.
    ///
    /// @param lowerCaseName in lower case
    int count(String lowerCaseName);

    /// The values of all fields of this name in order, each as [#first] has it; empty when there is
    /// none.
    ///
    /// @param lowerCaseName in lower case
    List<String> all(String lowerCaseName);

    /// The names of all fields as they came, in order.
    List<String> names();
}
