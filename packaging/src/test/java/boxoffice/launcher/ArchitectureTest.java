package boxoffice.launcher;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import boxoffice.server.payment.GatewayBooks;
import boxoffice.server.payment.Movement;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// Holds the arrows between modules and packages. It stands here because only this module sees all others.
@AnalyzeClasses(packages = "boxoffice", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    // @formatter:off
    @ArchTest static final ArchRule arrowsBetweenModulesPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("boxoffice..")
            .withOptionalLayers(true)
            .layer("model").definedBy("boxoffice.model..")
            .layer("client").definedBy("boxoffice.client..")
            .layer("fx").definedBy("boxoffice.fx..")
            .layer("server").definedBy("boxoffice.server..")
            .layer("sandbox").definedBy("boxoffice.sandbox..")
            .layer("kiosk").definedBy("boxoffice.kiosk..")
            .layer("admin").definedBy("boxoffice.admin..")
            .layer("launcher").definedBy("boxoffice.launcher..")
            .whereLayer("model").mayNotAccessAnyLayer()
            .whereLayer("client").mayOnlyAccessLayers("model")
            .whereLayer("fx").mayOnlyAccessLayers("client", "model")
            .whereLayer("server").mayOnlyAccessLayers("model")
            .whereLayer("sandbox").mayOnlyAccessLayers("model")
            .whereLayer("kiosk").mayOnlyAccessLayers("fx", "client", "model")
            .whereLayer("admin").mayOnlyAccessLayers("fx", "client", "model")
            .ensureAllClassesAreContainedInArchitectureIgnoring("boxoffice");
    // @formatter:on

    @ArchTest static final ArchRule serverPackagesHaveNoCycles = slices().matching("boxoffice.server.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest static final ArchRule sandboxPackagesHaveNoCycles = slices().matching("boxoffice.sandbox.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest static final ArchRule kioskPackagesHaveNoCycles = slices().matching("boxoffice.kiosk.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest static final ArchRule adminPackagesHaveNoCycles = slices().matching("boxoffice.admin.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest static final ArchRule serverPartsDoNotKnowWhoWiresThem = noClasses().that()
            .resideInAPackage("boxoffice.server.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("boxoffice.server")
            .allowEmptyShould(true);

    @ArchTest static final ArchRule seatingAndPaymentDoNotKnowBooking = noClasses().that()
            .resideInAnyPackage("boxoffice.server.seating..", "boxoffice.server.payment..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("boxoffice.server.booking..")
            .allowEmptyShould(true);

    @ArchTest static final ArchRule paymentKnowsNothingOfSeats = noClasses().that()
            .resideInAPackage("boxoffice.server.payment..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("boxoffice.server.seating..")
            .allowEmptyShould(true);

    @ArchTest static final ArchRule eventsAreCarriedWithoutKnowingWhatTheyMean = noClasses().that()
            .resideInAPackage("boxoffice.server.events..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("boxoffice.server..").and(
                            not(
                                    resideInAnyPackage(
                                            "boxoffice.server.events..",
                                            "boxoffice.server.operations..",
                                            "boxoffice.server.storage..",
                                            "boxoffice.server.http.."))))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule booksAreCheckedWithoutTheirWriters = noClasses().that()
            .resideInAPackage("boxoffice.server.bookkeeping..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("boxoffice.server..").and(
                            not(
                                    resideInAnyPackage(
                                            "boxoffice.server.bookkeeping..",
                                            "boxoffice.server.identity..",
                                            "boxoffice.server.storage..",
                                            "boxoffice.server.http..")))
                            // The gateways' books are not their writers'.
                            .and(not(belongToAnyOf(GatewayBooks.class, Movement.class))))
            .allowEmptyShould(true);

    @ArchTest static final ArchRule everyPackageIsNullMarked = classes().should(
            new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage()
                            .tryGetAnnotationOfType(NullMarked.class)
                            .isPresent();
                    String message = type.getPackageName() + " has no package-info.java with @NullMarked";
                    events.add(new SimpleConditionEvent(type, marked, message));
                }
            });

    @ArchTest static final ArchRule namesSayWhatAThingIs = noClasses().should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Service")
            .orShould()
            .haveSimpleNameEndingWith("Manager");
}
