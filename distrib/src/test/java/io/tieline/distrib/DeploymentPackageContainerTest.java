package io.tieline.distrib;

import static io.tieline.distrib.KuraPlatform.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/**
 * Installs the deployment package the way Kura does: through Felix DeploymentAdmin, on a framework that has of ours
 * nothing but the API Kura itself would export.
 */
class DeploymentPackageContainerTest {

    private static final Set<String> FACTORIES = Set.of("io.tieline.kura.Driver");

    private static final Set<String> FORMS = Set.of(
            "io.tieline.gateway.Journal",
            "io.tieline.gateway.Site",
            "io.tieline.gateway.PeakShaving",
            "io.tieline.gateway.BackupReserve",
            "io.tieline.gateway.SiteLimits",
            "io.tieline.gateway.EnergyPrice",
            "io.tieline.gateway.Smoothing",
            "io.tieline.gateway.Commissioning",
            "io.tieline.gateway.OtherGateways",
            "io.tieline.gateway.Uplink",
            "io.tieline.gateway.Kafka",
            "io.tieline.gateway.Northbound",
            "io.tieline.gateway.Console",
            "io.tieline.gateway.Update",
            "io.tieline.kura.CloudUplink");

    private final Path storage;

    DeploymentPackageContainerTest(@TempDir Path storage) {
        this.storage = storage;
    }

    @Test
    void everyBundleBecomesActiveAndEveryFormIsSeenAndNothingIsLeftBehind() throws Exception {
        assumeTrue(Files.exists(PACKAGE), () -> PACKAGE + " is not built; run mvn verify from the top");
        try (KuraPlatform kura = new KuraPlatform(storage);
                InputStream content = Files.newInputStream(PACKAGE)) {
            Set<String> before = kura.names();
            var installed = kura.service(DeploymentAdmin.class).installDeploymentPackage(content);
            assertThat(kura.problems()).isEmpty();
            assertThat(kura.names()).contains("io.tieline.gateway", "io.tieline.kura");
            MetaTypeService forms = kura.service(MetaTypeService.class);
            Set<String> pids = new TreeSet<>();
            Set<String> factories = new TreeSet<>();
            for (Bundle bundle : kura.ours()) {
                MetaTypeInformation information = forms.getMetaTypeInformation(bundle);
                for (String pid : information.getPids()) {
                    pids.add(pid);
                    assertThat(information.getObjectClassDefinition(pid, null).getID())
                            .isEqualTo(pid);
                }
                factories.addAll(List.of(information.getFactoryPids()));
            }
            assertThat(pids).isEqualTo(FORMS);
            assertThat(factories).isEqualTo(FACTORIES);
            installed.uninstall();
            assertThat(kura.names()).isEqualTo(before);
        }
    }
}
