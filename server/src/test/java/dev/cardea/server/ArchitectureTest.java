package dev.cardea.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// The house: which part may know which, and what nobody writes.
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.cardea");

    @Test
    void theDataPlaneNeverSeesTheControlPlane() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "dev.cardea.relay..",
                                "dev.cardea.dialect..",
                                "dev.cardea.admission..",
                                "dev.cardea.upstreamauth..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.cardea.control..",
                                "dev.cardea.admin..",
                                "dev.cardea.storage..",
                                "dev.cardea.calllog..",
                                "dev.cardea.server.."));
    }

    @Test
    void theControlPlaneNeverSeesTheDataPlane() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "dev.cardea.control..",
                                "dev.cardea.admin..",
                                "dev.cardea.storage..",
                                "dev.cardea.calllog..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("dev.cardea.relay..", "dev.cardea.server.."));
    }

    @Test
    void whatDecidesAndTranslatesIsPure() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "dev.cardea.model..",
                                "dev.cardea.admission..",
                                "dev.cardea.dialect..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "io.netty..",
                                "java.net.http..",
                                "java.nio.channels..",
                                "java.nio.file..",
                                "java.sql..",
                                "org.slf4j.."));
    }

    @Test
    void theModelDependsOnTheJdkOnly() {
        check(
                classes()
                        .that()
                        .resideInAPackage("dev.cardea.model..")
                        // Names the generator of the builders, which isn't there at run time.
                        .and()
                        .doNotHaveSimpleName("Copied")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("dev.cardea.model..", "java..", "org.jspecify.."));
    }

    @Test
    void packagesDoNotGoInCircles() {
        check(slices().matching("dev.cardea.(*)..").should().beFreeOfCycles());
    }

    @Test
    void namesSayWhatAThingIs() {
        check(
                noClasses()
                        .should()
                        .haveNameMatching(
                                "dev\\.cardea\\..*(Manager|Helper|Util|Utils|Impl)(\\$.*)?"));
    }

    @Test
    void nothingIsHiddenInThreads() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
