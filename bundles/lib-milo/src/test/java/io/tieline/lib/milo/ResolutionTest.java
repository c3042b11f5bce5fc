package io.tieline.lib.milo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The three library bundles need nothing but each other and the JDK. */
class ResolutionTest {

    @TempDir
    Path storage;

    @Test
    void resolvesOnABareFrameworkAndLoadsWhatItWraps() throws Exception {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Framework framework = factory.newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        try {
            BundleContext context = framework.getBundleContext();
            Bundle milo = context.installBundle("reference:" + new File("target/classes").toURI());
            List<Bundle> all = new ArrayList<>(List.of(milo));
            for (String jar : libraries()) {
                all.add(context.installBundle("reference:" + new File(jar).toURI()));
            }
            for (Bundle bundle : all) {
                bundle.start();
            }
            assertThat(all).hasSize(3).allMatch(bundle -> bundle.getState() == Bundle.ACTIVE);
            assertThat(milo.loadClass("org.eclipse.milo.opcua.sdk.client.OpcUaClient")
                            .getDeclaredMethods())
                    .isNotEmpty();
            assertThat(milo.loadClass("org.eclipse.milo.opcua.sdk.server.OpcUaServer")
                            .getDeclaredMethods())
                    .isNotEmpty();
            assertThat(milo.loadClass("org.bouncycastle.jce.provider.BouncyCastleProvider")
                            .getConstructor()
                            .newInstance())
                    .isNotNull();
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private static List<String> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("lib-netty") || entry.contains("lib-slf4j"))
                .toList();
    }
}
