package dev.saga.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** The production classes of this module, read once. */
final class CoreClasses {
    static final JavaClasses ALL = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private CoreClasses() {}
}
