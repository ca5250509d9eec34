package io.clientele;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import io.clientele.nightly.WallClock;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the rooms, and what no room may do. */
class ArchitectureTest {

    private static final String HOUSE = "io.clientele";

    /** Each room and the rooms that it may know. Those that do not stand here may not exist. */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("estimate", Set.of("model")),
            Map.entry("extract", Set.of("model")),
            Map.entry("publish", Set.of("model")),
            Map.entry("warehouse", Set.of("model")),
            Map.entry("generate", Set.of()),
            Map.entry("compute", Set.of("warehouse", "estimate", "model")),
            Map.entry("explain", Set.of("compute", "warehouse", "model")),
            Map.entry("rehearsal", Set.of("compute", "warehouse", "estimate", "model")),
            Map.entry(
                    "nightly",
                    Set.of("rehearsal", "explain", "compute", "extract", "warehouse", "estimate", "publish", "model")),
            Map.entry("schedule", Set.of("nightly", "model")),
            Map.entry("web", Set.of("nightly", "schedule", "publish", "model")),
            Map.entry("cli", Set.of("nightly", "schedule", "web", "rehearsal", "publish", "generate", "model")));

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .importUrl(
                        Application.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @TestFactory
    Stream<DynamicTest> eachRoomKnowsOnlyTheRoomsThatTheArrowsReach() {
        Set<String> rooms = new TreeSet<>(KNOWS.keySet());
        return rooms.stream()
                .map(room -> DynamicTest.dynamicTest(room + " knows " + KNOWS.get(room), () -> {
                    String[] forbidden = rooms.stream()
                            .filter(other -> !other.equals(room)
                                    && !KNOWS.getOrDefault(room, Set.of()).contains(other))
                            .map(other -> HOUSE + "." + other + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(HOUSE + "." + room + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .allowEmptyShould(true)
                            .check(house);
                }));
    }

    @Test
    void everyPackageIsOneOfTheRooms() {
        assertThat(packages()
                        .map(JavaPackage::getName)
                        .filter(name -> !name.equals(HOUSE))
                        .map(name -> name.substring(HOUSE.length() + 1).split("\\.")[0]))
                .isNotEmpty()
                .isSubsetOf(KNOWS.keySet());
    }

    @Test
    void noRoomButTheCommandLineIsKnownToTheProgramsEntrance() {
        classes()
                .that()
                .resideInAPackage(HOUSE)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(HOUSE + ".cli")
                        .or(resideInAPackage(HOUSE))
                        .or(DescribedPredicate.not(resideInAPackage(HOUSE + ".."))))
                .check(house);
    }

    @Test
    void theModelRoomIsPlainJavaWithoutSpringJdbcOrAnEngine() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "org.duckdb..")
                .check(house);
    }

    @Test
    void theEngineIsKnownToTheWarehouseAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + ".warehouse..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.duckdb..")
                .check(house);
    }

    @Test
    void jdbcIsKnownToTheWarehouseToSourcesAndToTheMetadataOfRuns() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HOUSE + ".warehouse..", HOUSE + ".extract..", HOUSE + ".nightly..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(house);
    }

    @Test
    void onlyTheWallClockKnowsTheTime() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(WallClock.class)
                .should()
                .accessTargetWhere(target(clock()))
                .check(house);
    }

    @Test
    void nothingHappensByChanceThatHasNoSeedButTokensThatNobodyMayGuess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(HOUSE + ".web.Mint")
                .should()
                .accessTargetWhere(target(chance()))
                .orShould()
                .callConstructorWhere(unseeded())
                .check(house);
    }

    @Test
    void packagesAndClassesAreNamedAfterWhatTheyAre() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..service..", "..impl..", "..dto..", "..helper..")
                .orShould()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
                .check(house);
    }

    @Test
    void everyPackageIsNullMarkedInItsPackageInfo() {
        classes().should(liveInANullMarkedPackage()).check(house);
    }

    private static Stream<JavaPackage> packages() {
        return house.stream().map(JavaClass::getPackage).distinct();
    }

    private static DescribedPredicate<AccessTarget> clock() {
        Set<String> system = Set.of("currentTimeMillis", "nanoTime");
        Set<String> clocks = Set.of("systemUTC", "systemDefaultZone", "system", "tick", "tickMillis", "tickSeconds");
        return DescribedPredicate.describe("tells the time", called -> {
            String owner = called.getOwner().getName();
            return owner.startsWith("java.time.") && called.getName().equals("now")
                    || owner.equals("java.time.Clock") && clocks.contains(called.getName())
                    || owner.equals("java.lang.System") && system.contains(called.getName());
        });
    }

    private static DescribedPredicate<AccessTarget> chance() {
        return DescribedPredicate.describe(
                "is chance",
                called -> called.getOwner().isEquivalentTo(Math.class)
                                && called.getName().equals("random")
                        || called.getOwner().isEquivalentTo(UUID.class)
                                && called.getName().equals("randomUUID")
                        || called.getOwner().isEquivalentTo(ThreadLocalRandom.class));
    }

    private static DescribedPredicate<JavaConstructorCall> unseeded() {
        return DescribedPredicate.describe("makes chance without a seed", call -> {
            JavaClass made = call.getTargetOwner();
            boolean isUnseeded = call.getTarget().getRawParameterTypes().isEmpty();
            return made.isAssignableTo(SecureRandom.class)
                    || isUnseeded && made.isAssignableTo(Random.class)
                    || isUnseeded && made.getName().equals("java.util.SplittableRandom")
                    || isUnseeded && made.getName().equals("java.util.Date");
        });
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(violated(item, item.getPackageName() + " has no package-info with @NullMarked"));
                }
            }
        };
    }
}
