package dev.saga.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document stands by itself: its version, its parts, and everything that it refers to. */
class AsyncApiTest {
    private final JsonNode api = Documents.asyncApi();

    @Test
    void itIsADocumentOfTheVersionThatItNames() {
        assertThat(api.path("asyncapi").asText()).isEqualTo("3.1.0");
        assertThat(api.path("info").path("title").asText()).isNotEmpty();
        assertThat(api.path("info").path("version").asText()).isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(api.findValuesAsText("$ref"))
                .hasSizeGreaterThan(50)
                .allSatisfy(reference ->
                        assertThat(target(reference).isMissingNode()).isFalse());
    }

    @Test
    void everyChannelHasAnAddressAMessageAndAServer() {
        assertThat(api.path("channels").properties()).hasSize(11).allSatisfy(entry -> {
            JsonNode channel = entry.getValue();
            assertThat(channel.path("address").asText()).isEqualTo(entry.getKey());
            assertThat(channel.path("messages").fieldNames()).toIterable().containsExactly(entry.getKey());
            assertThat(referencesIn(channel.path("servers"))).containsExactly("#/servers/kafka");
        });
    }

    @Test
    void everyOperationIsAboutTheMessageOfAnExistingChannel() {
        assertThat(api.path("operations").properties()).hasSize(11).allSatisfy(entry -> {
            JsonNode operation = entry.getValue();
            String channel = operation.path("channel").path("$ref").asText();
            assertThat(channel).startsWith("#/channels/");
            assertThat(target(channel).path("messages")).hasSize(1);
            assertThat(referencesIn(operation.path("messages"))).hasSize(1).allMatch(ref -> ref.startsWith(channel));
        });
    }

    @Test
    void aRequestNamesTheAnswersThatTheSagaAwaits() {
        assertThat(Stream.of("requestStock", "requestPayment"))
                .map(request -> referencesIn(
                        api.path("operations").path(request).path("reply").path("messages")))
                .containsExactly(
                        List.of(messageOf("product.reserved"), messageOf("product.reservation_failed")),
                        List.of(messageOf("payment.completed"), messageOf("payment.failed")));
    }

    @Test
    void everyMessageHasItsSchemaItsHeadersAndItsCorrelation() {
        assertThat(api.path("components").path("messages").properties())
                .hasSize(11)
                .allSatisfy(entry -> assertMessage(entry.getKey(), entry.getValue()));
    }

    private void assertMessage(String name, JsonNode message) {
        boolean command = name.startsWith("saga.");
        assertThat(message.path("name").asText()).isEqualTo(name);
        assertThat(message.path("payload").path("schema").path("$ref").asText()).isEqualTo("schemas/" + name + ".json");
        assertThat(referencesIn(message.path("traits")))
                .containsExactly("#/components/messageTraits/" + (command ? "command" : "report"));
        if (command) {
            assertThat(message.at("/headers/properties/ce_type/const").asText()).isEqualTo(name);
        }
    }

    @Test
    void commandsAreCloudEventsCorrelatedByTheirHeader() {
        JsonNode trait = api.at("/components/messageTraits/command");
        JsonNode headers = target(trait.path("headers").path("$ref").asText());
        JsonNode correlation = target(trait.path("correlationId").path("$ref").asText());

        assertThat(headers.path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_id",
                        "ce_source",
                        "ce_type",
                        "ce_subject",
                        "ce_time",
                        "ce_correlationid",
                        "ce_causationid",
                        "ce_expirytime",
                        "content-type",
                        "traceparent");
        assertThat(headers.at("/properties/ce_specversion/const").asText()).isEqualTo("1.0");
        assertThat(headers.at("/properties/ce_source/const").asText()).isEqualTo("/saga/booking");
        assertThat(correlation.path("location").asText()).isEqualTo("$message.header#/ce_correlationid");
    }

    @Test
    void everyVariableOfAServerHasAValueToBeginWith() {
        for (Map.Entry<String, JsonNode> server : api.path("servers").properties()) {
            String host = server.getValue().path("host").asText();
            assertThat(server.getValue().path("variables").properties())
                    .isNotEmpty()
                    .allSatisfy(variable -> {
                        assertThat(host).contains("{" + variable.getKey() + "}");
                        assertThat(variable.getValue().path("default").isTextual())
                                .isTrue();
                    });
        }
    }

    private static String messageOf(String name) {
        return "#/channels/%1$s/messages/%1$s".formatted(name);
    }

    private static List<String> referencesIn(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(element -> element.path("$ref").asText())
                .toList();
    }

    private JsonNode target(String reference) {
        if (reference.startsWith("#")) {
            return api.at(reference.substring(1));
        }
        Path file = Documents.DIRECTORY.resolve(reference);
        assertThat(file).isRegularFile().hasParent(Documents.DIRECTORY.resolve("schemas"));
        return Documents.schemas().get(file.getFileName().toString().replaceAll("\\.json$", ""));
    }
}
