package dev.saga.runner.config;

import dev.saga.message.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** Reads a properties file as UTF-8, in the order written, and refuses what {@link Properties} would let pass. */
final class PropertiesFile {
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final Pattern BROKEN_ESCAPE =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\u(?![0-9a-fA-F]{4})"); // an odd number of backslashes, then u

    private static final Pattern NO_KEY = Pattern.compile("^[=:]");

    private PropertiesFile() {}

    /**
     * The file's keys and values. A byte order mark is dropped.
     *
     * @throws ConfigurationException if the file cannot be read, is no UTF-8 text, holds a malformed escape or a value
     *     without a key, or has a key twice
     */
    static Map<String, String> read(Path file) {
        String text = decode(file, bytes(file));
        return parse(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static byte[] bytes(Path file) {
        if (file.toString().isEmpty()) {
            throw new ConfigurationException("the name of the properties file is empty");
        }
        if (Files.isDirectory(file)) {
            throw new ConfigurationException(file + " is a directory: a properties file is expected");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + " does not exist: a properties file is expected");
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(file + " cannot be read: permission denied");
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage());
        }
        if (bytes.length > LARGEST) {
            throw new ConfigurationException(file + " is larger than 4 MiB: a properties file is expected");
        }
        return bytes;
    }

    private static String decode(Path file, byte[] bytes) {
        try {
            return Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + " is not UTF-8 text: a properties file is expected");
        }
    }

    private static Map<String, String> parse(Path file, String text) {
        Collected collected = new Collected(file);
        try {
            collected.load(new StringReader(text));
            if (collected.inOrder.containsKey("")) {
                throw new ConfigurationException(
                        file + lineOf(NO_KEY, text) + " has a value without a key before it; a line is KEY=VALUE");
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(file + lineOf(BROKEN_ESCAPE, text)
                    + " has \\u without four hexadecimal digits after it; write a backslash as \\\\");
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage());
        }
        return Collections.unmodifiableMap(collected.inOrder);
    }

    private static String lineOf(Pattern fault, String text) {
        int number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            number++;
            String content = line.stripLeading();
            boolean comment = content.startsWith("#") || content.startsWith("!");
            if (!comment && fault.matcher(content).find()) {
                return ", line " + number + ",";
            }
        }
        return "";
    }

    /** Sees each key as the parser finds it, before a later one could silently take its place. */
    private static final class Collected extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> inOrder = new LinkedHashMap<>();
        private final transient Path file;

        Collected(Path file) {
            this.file = file;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            if (inOrder.putIfAbsent((String) key, (String) value) != null) {
                throw new ConfigurationException(
                        Redaction.key((String) key) + " is given twice in " + file + ": leave one");
            }
            return value;
        }
    }
}
