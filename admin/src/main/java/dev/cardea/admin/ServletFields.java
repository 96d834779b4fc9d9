package dev.cardea.admin;

import dev.cardea.model.RequestFields;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The header fields of a servlet request.
record ServletFields(HttpServletRequest request) implements RequestFields {
    @Override
    public @Nullable String first(String lowerCaseName) {
        String value = request.getHeader(lowerCaseName);
        return value == null ? null : value.strip();
    }

    @Override
    public int count(String lowerCaseName) {
        return all(lowerCaseName).size();
    }

    @Override
    public List<String> all(String lowerCaseName) {
        return Collections.list(request.getHeaders(lowerCaseName)).stream()
                .map(String::strip)
                .toList();
    }

    @Override
    public List<String> names() {
        return Collections.list(request.getHeaderNames());
    }
}
