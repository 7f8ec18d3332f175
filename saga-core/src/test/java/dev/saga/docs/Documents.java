package dev.saga.docs;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The documents in {@code docs/}, read as any participant's tools would read them. */
final class Documents {
    static final Path DIRECTORY = directory();

    private static final String SUFFIX = ".json";
    private static final ObjectMapper PLAIN = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Documents() {}

    static JsonNode asyncApi() {
        try {
            return new YAMLMapper().readTree(DIRECTORY.resolve("asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schemas by the name of their message, which is the name of their file. */
    static Map<String, JsonNode> schemas() {
        var schemas = new TreeMap<String, JsonNode>();
        try (var files = Files.newDirectoryStream(DIRECTORY.resolve("schemas"))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                schemas.put(name.substring(0, name.length() - SUFFIX.length()), json(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /** What a plain JSON reader makes of these bytes; unlike the codec's, it is not strict. */
    static JsonNode json(byte[] bytes) {
        try {
            return PLAIN.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests are started in the module or in the project's root. */
    private static Path directory() {
        for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path docs = at.resolve("docs");
            if (Files.exists(docs.resolve("asyncapi.yaml"))) {
                return docs;
            }
        }
        throw new IllegalStateException(
                "no docs/asyncapi.yaml here or above " + Path.of("").toAbsolutePath());
    }
}
