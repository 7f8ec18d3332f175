package dev.saga.runner.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * What lets a hundred processes start in half the time: the classes that the first one has loaded, laid out in a file
 * which the others map. The JVM does this for jars only, so directories of the class path become jars.
 */
final class ClassArchive {
    private final Path archive;
    private final String classPath;

    /** An archive in that directory, filled by the first process that ends in order. */
    ClassArchive(Path directory) {
        this.archive = directory.resolve("classes.jsa");
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> jars = new ArrayList<>();
        for (String entry : given.split(File.pathSeparator)) {
            Path path = Path.of(entry);
            jars.add(Files.isDirectory(path) ? jar(directory, jars.size(), path) : entry);
        }
        this.classPath = String.join(File.pathSeparator, jars);
    }

    /** The JVM's options that say where the classes are. */
    List<String> options() {
        String how = Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
        return List.of("-Xshare:auto", "-Xlog:disable", how + archive, "-cp", classPath);
    }

    private static String jar(Path directory, int number, Path classes) {
        Path jar = directory.resolve("classes-" + number + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (Path file : files.filter(file -> !file.equals(classes)).toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                // Who looks for what is in a directory, as for migrations, must find the directory itself.
                out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                if (!Files.isDirectory(file)) {
                    Files.copy(file, out);
                }
            }
            return jar.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
