package dev.saga.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may know which. */
class DependencyRulesTest {
    @Test
    void theRulesAreNotCheckedOnAnEmptyClassPath() {
        assertThat(CoreClasses.ALL).hasSizeGreaterThan(100);
        for (String name : new String[] {"saga", "booking", "orchestrator", "outbox", "json", "memory", "message"}) {
            assertThat(CoreClasses.ALL.stream().filter(is -> is.getPackageName().equals("dev.saga." + name)))
                    .as(name)
                    .hasSizeGreaterThan(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "message, ",
        "saga, message",
        "booking, saga",
        "deadletter, message",
        "deadline, message",
        "observe, 'message,saga'",
        "outbox, message",
        "inspect, 'message,saga'",
        "orchestrator, 'saga,message,deadletter,deadline,observe'",
        "testing, saga",
        "memory, 'saga,message,deadletter,deadline,observe,outbox,inspect,orchestrator,testing'"
    })
    void aPackageKnowsOnlyThese(String name, String others) {
        var allowed = new ArrayList<>(
                List.of("java.lang..", "java.util..", "java.time..", "java.math..", "java.nio..", "org.jspecify.."));
        allowed.add("java.security..");
        allowed.add("dev.saga." + name);
        if (others != null) {
            for (String other : others.split(",")) {
                allowed.add("dev.saga." + other);
            }
        }

        classes()
                .that()
                .resideInAPackage("dev.saga." + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .check(CoreClasses.ALL);
    }

    @Test
    void nobodyKnowsTheBookingSaga() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.saga.booking..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.saga.booking..")
                .check(CoreClasses.ALL);
    }

    @ParameterizedTest
    @CsvSource({"com.fasterxml.., dev.saga.json..", "io.micrometer.., dev.saga.micrometer.."})
    void anOptionalLibraryIsSeenByOnePackage(String library, String onlyHere) {
        noClasses()
                .that()
                .resideOutsideOfPackage(onlyHere)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CoreClasses.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.sql..",
                "javax.sql..",
                "org.apache.kafka..",
                "org.postgresql..",
                "com.zaxxer..",
                "org.slf4j..",
                "java.util.logging..",
                "java.net..",
                "org.flywaydb..",
                "org.junit..",
                "org.assertj.."
            })
    void theCoreKnowsNoDriverAndNoServer(String library) {
        noClasses().should().dependOnClassesThat().resideInAPackage(library).check(CoreClasses.ALL);
    }

    @Test
    void thePackagesAreFreeOfCycles() {
        slices().matching("dev.saga.(*)..").should().beFreeOfCycles().check(CoreClasses.ALL);
    }

    @Test
    void onlyWhatIsMadeForTestsKnowsWhatIsMadeForTests() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.saga.testing..", "dev.saga.memory..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.saga.testing..", "dev.saga.memory..")
                .check(CoreClasses.ALL);
    }
}
