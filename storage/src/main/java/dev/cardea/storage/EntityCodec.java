package dev.cardea.storage;

import dev.cardea.model.Entity;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Records as JSON and back: the one format for databases and for the snapshot on disk.
///
/// What is absent or the usual is left out. Reading refuses members that it doesn't know, so that a
/// record written by a newer version is never half understood. Equal ids, environments and grants of
/// the records that one codec reads are one object, because a million keys share a few of them; so a
/// codec is made for one load and dropped afterwards. Not for use by several threads.
public final class EntityCodec {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// Blocks are authenticated before they are read, so they need no second look at duplicates.
    private static final JsonFactory TRUSTED_JSON = JsonFactory.builder().build();

    private final EntityReader reader;

    public EntityCodec() {
        this(new SharedValues());
    }

    /// For one of several threads that read the same load.
    EntityCodec(SharedValues shared) {
        reader = new EntityReader(shared);
    }

    /// A record as one line of JSON, its revision included.
    public String write(Entity entity) {
        StringWriter text = new StringWriter(400);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            EntityWriter.write(entity, json);
        }
        return text.toString();
    }

    /// The record that [#write] wrote.
    ///
    /// @throws StoreException.Corrupt naming the member that doesn't fit, without its value
    public Entity read(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            Entity entity = reader.read(json);
            if (json.nextToken() != null) {
                throw new StoreException.Corrupt("a stored record has text after its end");
            }
            return entity;
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /// Writes records one after the other.
    void writeAll(Iterable<? extends Entity> entities, OutputStream out) {
        try (JsonGenerator json = TRUSTED_JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            for (Entity entity : entities) {
                EntityWriter.write(entity, json);
            }
        }
    }

    /// Reads records that [#writeAll] wrote.
    void readAll(byte[] bytes, int offset, int length, Consumer<Entity> each) {
        try (JsonParser json =
                TRUSTED_JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            while (json.nextToken() != null) {
                each.accept(reader.read(json));
            }
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /// Jackson's own message and cause may quote what was stored, so neither goes on.
    private static StoreException.Corrupt unreadable(JacksonException e) {
        return new StoreException.Corrupt(
                "a stored record is not the JSON that was written (column %d)"
                        .formatted(e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
    }
}
