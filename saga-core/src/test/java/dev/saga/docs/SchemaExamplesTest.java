package dev.saga.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saga.booking.BookingSaga;
import dev.saga.json.JacksonCodec;
import dev.saga.orchestrator.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schemas give as examples can be sent, and is sent, just like that. */
class SchemaExamplesTest {
    private static final BookingSaga SAGA = BookingSaga.create();

    private final MessageSchemas schemas = new MessageSchemas();

    static Set<String> inputs() {
        return SAGA.inputs().names();
    }

    static Set<String> commands() {
        return SAGA.commands().names();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void anExampleOfAnInboundMessageIsValidAndUnderstood(String type) {
        assertThat(examples(type)).isNotEmpty().allSatisfy(example -> {
            assertThat(schemas.errors(type, example)).isEmpty();
            assertThat(Reading.of(type, bytes(example))).isInstanceOf(Delivery.Understood.class);
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anExampleOfACommandIsValidAndWhatTheCodecWrites(String type) {
        var codec = new JacksonCodec();
        var command = SAGA.commands().classOf(type).orElseThrow();

        assertThat(examples(type)).isNotEmpty().allSatisfy(example -> {
            assertThat(schemas.errors(type, example)).isEmpty();
            assertThat(Documents.json(codec.encode(codec.decode(bytes(example), command))))
                    .isEqualTo(example);
        });
    }

    /** The examples of whole messages, and each example of a part put in its place in the first of them. */
    private static List<JsonNode> examples(String type) {
        return variants(
                Documents.schemas().get(type),
                Documents.schemas().get(type).path("examples").path(0));
    }

    private static List<JsonNode> variants(JsonNode schema, JsonNode value) {
        var variants = new ArrayList<JsonNode>();
        schema.path("examples").forEach(variants::add);
        schema.path("properties")
                .properties()
                .forEach(property -> variants(property.getValue(), value.path(property.getKey()))
                        .forEach(part -> variants.add(((ObjectNode) value.deepCopy()).set(property.getKey(), part))));
        if (schema.has("items")) {
            variants(schema.path("items"), value.path(0)).forEach(part -> variants.add(arrayOf(part)));
        }
        return variants;
    }

    private static ArrayNode arrayOf(JsonNode element) {
        return JsonNodeFactory.instance.arrayNode().add(element);
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
