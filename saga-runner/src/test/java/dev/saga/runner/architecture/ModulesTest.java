package dev.saga.runner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Who may know whom, over all modules. */
class ModulesTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "dev.saga.saga",
                    "dev.saga.booking",
                    "dev.saga.message",
                    "dev.saga.orchestrator",
                    "dev.saga.outbox",
                    "dev.saga.deadline",
                    "dev.saga.deadletter",
                    "dev.saga.observe",
                    "dev.saga.inspect",
                    "dev.saga.json",
                    "dev.saga.micrometer",
                    "dev.saga.memory",
                    "dev.saga.testing",
                    "dev.saga.postgres",
                    "dev.saga.kafka",
                    "dev.saga.runner");
    private static final int MOST_LINES = 300;

    @Test
    void there_is_something_to_check() {
        assertThat(ALL.size()).isGreaterThan(250);
    }

    @Test
    void the_adapters_know_neither_each_other_nor_bookings_nor_the_runner() {
        noClasses()
                .that()
                .resideInAPackage("dev.saga.postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.saga.kafka..", "dev.saga.runner..", "dev.saga.booking..", "org.apache.kafka..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("dev.saga.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.saga.postgres..", "dev.saga.runner..", "dev.saga.booking..", "java.sql..")
                .check(ALL);
    }

    @Test
    void nobody_knows_the_runner() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.saga.runner..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.saga.runner..")
                .check(ALL);
    }

    @Test
    void only_the_adapter_and_the_wiring_know_the_database() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.saga.postgres..", "dev.saga.runner")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..")
                .check(ALL);
    }

    @Test
    void only_the_adapter_the_configuration_and_the_wiring_know_kafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.saga.kafka..", "dev.saga.runner", "dev.saga.runner.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(ALL);
    }

    @Test
    void nothing_is_decided_by_the_wall_clock_of_the_machine() {
        noClasses()
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe("ask the wall clock of the machine", ModulesTest::asksTheClock))
                .check(ALL);
    }

    private static boolean asksTheClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getName();
        return owner.equals("java.lang.System") && name.equals("currentTimeMillis")
                || owner.startsWith("java.time.") && name.equals("now")
                || owner.equals("java.time.Clock") && name.matches("system.*|tick.*")
                || owner.matches("java\\.util\\.(Date|Calendar|GregorianCalendar)");
    }

    @Test
    void no_command_logs_before_it_is_known_which_one_runs() {
        // All of them are loaded then, and where the log goes depends on it: standard output is the answer of the
        // others.
        fields().that()
                .haveRawType(Logger.class)
                .should()
                .notBeStatic()
                .allowEmptyShould(true)
                .check(ALL.that(JavaClass.Predicates.resideInAPackage("dev.saga.runner.commands..")));
    }

    @Test
    void packages_do_not_go_in_circles() {
        slices().matching("dev.saga.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void what_the_store_and_the_broker_offer_is_a_short_list() {
        classes()
                .that()
                .resideInAPackage("dev.saga.postgres")
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .haveNameMatching("dev\\.saga\\.postgres\\.(Postgres\\w+|Schema|Purged|PurgePlace)")
                .check(ALL);
    }

    @Test
    void no_file_takes_more_than_a_sitting() throws IOException {
        for (String module : List.of("saga-core", "saga-postgres", "saga-kafka", "saga-runner", "examples")) {
            try (var files = Files.walk(Path.of("..", module))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    if (file.toString().contains("src/main")) {
                        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
                    }
                }
            }
        }
    }
}
