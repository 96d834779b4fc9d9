package dev.cardea.admin.json;

import dev.cardea.model.ApplicationId;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Environment;
import dev.cardea.model.Id;
import dev.cardea.model.KeyId;
import dev.cardea.model.Network;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.RouteId;
import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import dev.cardea.model.TeamId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Works out the shape of records from their components. A hash or a ciphertext has no shape, so that
/// none gets into an answer unnoticed.
public final class Shapes {
    private static final Map<Class<?>, Shape> TEXTS =
            Map.ofEntries(
                    Map.entry(String.class, new Shape.Text("a text", "", text -> text)),
                    Map.entry(SecretText.class, new Shape.Secret()),
                    Map.entry(Instant.class, text("a time (RFC 3339)", "date-time", Shapes::time)),
                    Map.entry(URI.class, text("a URL", "uri", URI::create)),
                    Map.entry(
                            Network.class,
                            text("an address or address/prefix", "", Network::parse)),
                    Map.entry(Environment.class, text("an environment", "", Environment::new)),
                    Map.entry(Reason.class, text("a reason's code", "", Reasons::of)),
                    Map.entry(OrganizationId.class, id(OrganizationId::new)),
                    Map.entry(TeamId.class, id(TeamId::new)),
                    Map.entry(ApplicationId.class, id(ApplicationId::new)),
                    Map.entry(OwnerId.class, id(OwnerId::new)),
                    Map.entry(KeyId.class, id(KeyId::new)),
                    Map.entry(ProviderId.class, id(ProviderId::new)),
                    Map.entry(CredentialId.class, id(CredentialId::new)),
                    Map.entry(RouteId.class, id(RouteId::new)));

    private static final Map<Class<?>, Shape.Members> KNOWN = new ConcurrentHashMap<>();

    private Shapes() {}

    /// The shape of a record.
    public static Shape.Members of(Class<? extends Record> type) {
        Shape.Members known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        List<Shape.Member> members = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            // A record that only its own package sees still has a shape.
            component.getAccessor().setAccessible(true);
            members.add(
                    new Shape.Member(
                            snake(component.getName()),
                            of(component.getGenericType()),
                            component.getAccessor()));
        }
        Shape.Members shape = new Shape.Members(type, members);
        KNOWN.put(type, shape);
        return shape;
    }

    private static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last =
                    generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == Optional.class) {
                return new Shape.Maybe(of(last));
            }
            if (generic.getRawType() == List.class) {
                return new Shape.ListOf(of(last));
            }
            if (generic.getRawType() == Map.class) {
                return new Shape.MapOf(of(last));
            }
        }
        if (!(type instanceof Class<?> plain)) {
            throw unknown(type);
        }
        Shape text = TEXTS.get(plain);
        if (text != null) {
            return text;
        }
        if (plain == long.class
                || plain == Long.class
                || plain == int.class
                || plain == Integer.class) {
            return new Shape.Whole(plain == int.class || plain == Integer.class ? 32 : 64);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return new Shape.Truth();
        }
        if (plain.isEnum()) {
            List<String> names = new ArrayList<>();
            List<Object> values = List.of(plain.getEnumConstants());
            values.forEach(value -> names.add(word((Enum<?>) value)));
            return new Shape.Word(names, values);
        }
        if (plain.isRecord() && plain != Sha256.class) {
            return of(plain.asSubclass(Record.class));
        }
        throw unknown(type);
    }

    /// A constant's name as it is written in JSON.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static IllegalStateException unknown(Type type) {
        return new IllegalStateException("no shape is given for " + type.getTypeName());
    }

    private static Shape id(Function<String, ? extends Id> read) {
        return text("an id", "", read::apply);
    }

    private static Shape text(String words, String format, Function<String, Object> read) {
        return new Shape.Text(words, format, read);
    }

    private static Object time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("a time is like 2026-03-01T10:00:00Z");
        }
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
