package dev.saga.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the published schemas say about a message. */
final class MessageSchemas {
    private final Map<String, Schema> schemas = new HashMap<>();

    MessageSchemas() {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Documents.schemas().forEach((name, schema) -> schemas.put(name, registry.getSchema(schema)));
    }

    /** What the schema of that message finds wrong; nothing if the message is valid. */
    List<String> errors(String type, JsonNode message) {
        Schema schema = schemas.get(type);
        if (schema == null) {
            throw new IllegalArgumentException("no schema in docs/schemas for " + type);
        }
        return schema.validate(message).stream().map(Error::toString).toList();
    }

    /** The same for the bytes of a message, read by a plain JSON reader. */
    List<String> errors(String type, byte[] message) {
        return errors(type, Documents.json(message));
    }
}
