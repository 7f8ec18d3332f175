package dev.saga.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What nobody in this module does. */
class CodeRulesTest {
    /** Whoever catches an interruption passes it on. */
    private static final Set<String> INTERRUPTION = Set.of("currentThread", "interrupt");

    private static final Set<String> ROLES = Set.of("Event", "Command", "Input", "State");

    @Test
    void purePackagesAskNobodyForTheTimeOrForLuck() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.saga.saga", "dev.saga.booking", "dev.saga.message", "dev.saga.orchestrator")
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe("ask the clock, chance or the system", CodeRulesTest::impure))
                .check(CoreClasses.ALL);
    }

    private static boolean impure(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        return owner.equals("java.lang.System")
                || owner.equals("java.lang.Thread")
                || owner.equals("java.util.concurrent.ThreadLocalRandom")
                || owner.startsWith("java.util.Random")
                || owner.startsWith("java.time.Clock")
                || access.getName().equals("now") && owner.startsWith("java.time.")
                || access.getName().equals("randomUUID")
                || access.getName().equals("random") && owner.equals("java.lang.Math");
    }

    @Test
    void whatIsRecordedSentOrDecidedOnIsAValue() {
        classes()
                .that(are(DescribedPredicate.describe("events, commands, inputs and states", CodeRulesTest::value)))
                .should(beValues())
                .check(CoreClasses.ALL);
        assertThat(CoreClasses.ALL.stream().filter(CodeRulesTest::value)).hasSizeGreaterThan(30);
    }

    private static boolean value(JavaClass type) {
        return type.getAllRawInterfaces().stream()
                .anyMatch(is -> is.getPackageName().equals("dev.saga.booking")
                        && ROLES.stream().anyMatch(role -> is.getSimpleName().equals("Booking" + role)));
    }

    private static ArchCondition<JavaClass> beValues() {
        return new ArchCondition<>("be records without arrays, or sealed") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean record = type.isRecord() || type.reflect().isSealed();
                boolean arrays = type.getFields().stream()
                        .anyMatch(field -> field.getRawType().isArray());
                events.add(new SimpleConditionEvent(type, record && !arrays, type.getName()));
            }
        };
    }

    @Test
    void everyFieldThatIsSharedIsFinal() {
        fields().that().areStatic().should().beFinal().check(CoreClasses.ALL);
        fields().that()
                .areNotPrivate()
                .and()
                .areNotStatic()
                .should()
                .beFinal()
                .allowEmptyShould(true)
                .check(CoreClasses.ALL);
    }

    @Test
    void nobodyWritesToTheStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CoreClasses.ALL);
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CoreClasses.ALL);
    }

    @Test
    void exceptionsHaveAName() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CoreClasses.ALL);
        methods()
                .should()
                .notDeclareThrowableOfType(Exception.class)
                .andShould()
                .notDeclareThrowableOfType(Throwable.class)
                .check(CoreClasses.ALL);
    }

    @Test
    void nobodyStartsThreads() {
        noClasses()
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "start threads",
                        access -> access.getTargetOwner().getFullName().equals("java.lang.Thread")
                                        && !INTERRUPTION.contains(access.getName())
                                || access.getTargetOwner().getFullName().contains("Executors")))
                .check(CoreClasses.ALL);
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIsFor() {
        Set<String> packages = CoreClasses.ALL.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        var marked = packages.stream()
                .filter(name -> CoreClasses.ALL.getPackage(name).isAnnotatedWith(NullMarked.class))
                .collect(Collectors.toSet());

        assertThat(packages).hasSizeGreaterThan(10);
        assertThat(marked).isEqualTo(packages);
    }

    @Test
    void noFileIsLongerThanThreeHundredLines() throws IOException {
        List<Path> sources;
        try (var files = Files.walk(Path.of("src"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }

        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(sources)
                .allSatisfy(file ->
                        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(300));
    }
}
