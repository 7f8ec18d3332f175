package dev.saga.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Directories that are made once and then shared by every process of this user.
 *
 * <p>An entry appears at once and whole: it is made beside its place and renamed. Of several processes that make the
 * same entry the first wins. A crash leaves at most a sibling whose name begins with {@code making-}, which nobody reads.
 */
record Cache(Path root) {

    /** Fills a directory. */
    interface Maker {
        void fill(Path directory) throws IOException;
    }

    Path entry(String name, Maker maker) throws IOException {
        Path entry = root.resolve(name);
        if (!Files.isDirectory(entry)) {
            Files.createDirectories(root);
            Path making = Files.createTempDirectory(root, "making-");
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                maker.fill(making);
                Files.move(making, entry, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException failure) {
                FileTree.delete(making);
                boolean anotherWasFirst = Files.isDirectory(entry);
                if (!anotherWasFirst) {
                    throw failure;
                }
            }
        }
        return entry;
    }
}
