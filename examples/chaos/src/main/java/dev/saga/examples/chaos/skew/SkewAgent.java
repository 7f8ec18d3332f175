package dev.saga.examples.chaos.skew;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that leads every call for the wall clock in a program and its libraries to {@link SkewedClock}. The JDK's
 * own classes keep the true time, as do {@link System#nanoTime()} and everything that waits.
 */
public final class SkewAgent {
    private static final List<Class<?>> CLASSES = List.of(SkewAgent.class, ClockCalls.class, SkewedClock.class);
    private static final String TRUE_TIME = SkewedClock.class.getName().replace('.', '/');

    private SkewAgent() {}

    /** Called by the JVM before the program. */
    public static void premain(String millis, Instrumentation instrumentation) {
        System.setProperty(SkewedClock.OFFSET, millis);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    @Nullable String name,
                    @Nullable Class<?> redefined,
                    @Nullable ProtectionDomain domain,
                    byte[] classFile) {
                boolean program = loader == ClassLoader.getSystemClassLoader() && !TRUE_TIME.equals(name);
                return program ? ClockCalls.redirect(classFile) : null;
            }
        });
    }

    /** Makes the agent's jar there. The JVM's option is {@code -javaagent:JAR=MILLISECONDS}. */
    public static Path jar(Path directory) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SkewAgent.class.getName());
        Path jar = directory.resolve("skew-agent.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Class<?> type : CLASSES) {
                add(type.getName().replace('.', '/') + ".class", out);
            }
            add(SkewAgent.class.getName().replace('.', '/') + "$1.class", out);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("The agent that sets clocks wrong could not be made at " + jar, e);
        }
    }

    private static void add(String entry, JarOutputStream out) throws IOException {
        try (InputStream content = SkewAgent.class.getResourceAsStream("/" + entry)) {
            if (content == null) {
                throw new IOException("the class path has no " + entry);
            }
            out.putNextEntry(new JarEntry(entry));
            content.transferTo(out);
            out.closeEntry();
        }
    }
}
