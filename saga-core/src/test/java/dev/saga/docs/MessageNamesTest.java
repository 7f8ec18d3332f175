package dev.saga.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.saga.booking.BookingSaga;
import dev.saga.saga.TypeNames;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The saga's messages, the channels and the schemas are the same, and so are their fields. */
class MessageNamesTest {
    private static final BookingSaga SAGA = BookingSaga.create();

    @Test
    void everyMessageHasExactlyOneSchemaAndNoOtherExists() {
        assertThat(Documents.schemas().keySet()).isEqualTo(messages());
    }

    @Test
    void everyMessageHasExactlyOneChannelAndNoOtherExists() {
        var addresses = Documents.asyncApi().path("channels").findValuesAsText("address");

        assertThat(addresses).containsExactlyInAnyOrderElementsOf(messages());
    }

    @Test
    void theOrchestratorReceivesItsInputsAndSendsItsCommands() {
        assertThat(channelsOf("receive"))
                .containsExactlyInAnyOrderElementsOf(SAGA.inputs().names());
        assertThat(channelsOf("send"))
                .containsExactlyInAnyOrderElementsOf(SAGA.commands().names());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aSchemaHasTheFieldsOfItsRecord(String name) {
        JsonNode schema = Documents.schemas().get(name);

        assertThat(schema.path("title").asText()).isEqualTo(name);
        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(fieldsOf(recordOf(name)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void inboundMessagesAreOpenToMoreFieldsAndCommandsAreClosed(String name) {
        JsonNode open = Documents.schemas().get(name).path("additionalProperties");

        assertThat(open.isBoolean()).isTrue();
        assertThat(open.asBoolean()).isEqualTo(SAGA.inputs().names().contains(name));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aSchemaIsASchema(String name) {
        var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        JsonNode schema = Documents.schemas().get(name);

        assertThat(schema.path("$schema").asText()).isEqualTo(SpecificationVersion.DRAFT_2020_12.getDialectId());
        assertThat(dialect.validate(schema)).extracting(Error::toString).isEmpty();
    }

    static Set<String> messages() {
        var names = new TreeSet<>(SAGA.inputs().names());
        names.addAll(SAGA.commands().names());
        return names;
    }

    private static Class<?> recordOf(String name) {
        return Stream.<TypeNames<?>>of(SAGA.inputs(), SAGA.commands())
                .flatMap(names -> names.classOf(name).stream())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> fieldsOf(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static List<String> channelsOf(String action) {
        JsonNode api = Documents.asyncApi();
        var addresses = new ArrayList<String>();
        StreamSupport.stream(api.path("operations").spliterator(), false)
                .filter(operation -> operation.path("action").asText().equals(action))
                .forEach(operation -> {
                    String channel = operation.path("channel").path("$ref").asText();
                    addresses.add(api.at(channel.substring(1)).path("address").asText());
                });
        return addresses;
    }
}
