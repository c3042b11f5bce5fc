package io.tieline.rig.accept.kura;

import io.tieline.rig.site.SimulatedSite;
import io.tieline.rig.site.SiteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.type.DataType;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/** The deployment package on a Kura, with a simulated site behind it. */
final class InstalledProduct implements AutoCloseable {

    static final String SITE = "io.tieline.gateway.Site";
    static final String CONSOLE = "io.tieline.gateway.Console";
    static final String DRIVER = "io.tieline.kura.Driver";
    /** The instance a user makes of the driver. */
    static final String INSTANCE = "site";

    static final String METER = "grid/meter.power";
    /** A device of the site whose port nobody listens on. */
    static final String DEAD = "dead";

    private static final String LOCATION = "osgi-dp:";
    private static final double PATIENCE_SECONDS = 60;
    private static final int SEED = 2026;

    private final Path home;
    private final KuraDouble kura;
    private final CryptoDouble crypto = new CryptoDouble();
    private final ConfigurationDouble configuration;
    private final SimulatedSite site;

    InstalledProduct(Path platform, Path work) throws IOException, BundleException {
        home = work.resolve("home");
        kura = new KuraDouble("5.6", platform, home);
        kura.context().registerService(CryptoService.class, crypto, null);
        configuration = new ConfigurationDouble(kura, crypto);
        site = SimulatedSite.start(new SiteOptions(0, work.resolve("devices"), null, 1, SEED));
    }

    /** Installs, or upgrades, as Kura's deployment agent does; then Kura reads the forms of what is active. */
    DeploymentPackage install(Path file) throws IOException, DeploymentException, KuraException {
        DeploymentPackage installed;
        try (InputStream in = Files.newInputStream(file)) {
            installed = kura.service(DeploymentAdmin.class).installDeploymentPackage(in);
        }
        readForms();
        return installed;
    }

    void readForms() throws IOException, KuraException {
        for (Bundle bundle : bundles()) {
            if (bundle.getState() == Bundle.ACTIVE) {
                // Any free port: several may be tried on one machine.
                configuration.seen(bundle, Map.of(CONSOLE, Map.of("port", 0)));
            }
        }
    }

    List<Bundle> bundles() {
        return bundles(kura);
    }

    static List<Bundle> bundles(KuraDouble kura) {
        return Stream.of(kura.context().getBundles())
                .filter(InstalledProduct::isOurs)
                .toList();
    }

    /** Whether a bundle came with a deployment package. */
    static boolean isOurs(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    KuraDouble kura() {
        return kura;
    }

    CryptoDouble crypto() {
        return crypto;
    }

    ConfigurationDouble configuration() {
        return configuration;
    }

    /** The data the product keeps of the site. */
    Path data() {
        return home.resolve("kura/data/tieline");
    }

    /** The site as text, with one device more that is not there. */
    String description() throws IOException {
        return Files.readString(site.siteFile()) + "  - {id: " + DEAD
                + ", kind: meter, address: \"modbus://127.0.0.1:9/1\"}\n";
    }

    /** The driver as an asset finds it. */
    Driver driver() {
        try {
            ServiceReference<?>[] references = kura.context()
                    .getAllServiceReferences(
                            Driver.class.getName(), "(" + ConfigurationDouble.KURA_PID + "=" + INSTANCE + ")");
            if (references == null) {
                throw new IllegalStateException("there is no driver " + INSTANCE);
            }
            return (Driver) Objects.requireNonNull(kura.context().getService(references[0]));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the meter is read, at the latest after a minute. */
    boolean readsTheMeter() throws InterruptedException {
        return KuraDouble.eventually(PATIENCE_SECONDS, () -> {
            try (AssetDouble asset = new AssetDouble(driver(), Map.of(METER, DataType.DOUBLE))) {
                return isGood(asset.read().get(0));
            } catch (Exception e) {
                return false;
            }
        });
    }

    static boolean isGood(ChannelRecord channel) {
        var status = channel.getChannelStatus();
        return status != null && status.getChannelFlag() == ChannelFlag.SUCCESS;
    }

    /** The ids of the services our bundles offer: a part that was made anew has another one. */
    Set<Long> services() {
        Set<Long> ids = new TreeSet<>();
        for (Bundle bundle : bundles()) {
            ServiceReference<?>[] references = bundle.getRegisteredServices();
            Stream.of(references == null ? new ServiceReference<?>[0] : references)
                    .forEach(reference -> ids.add((Long) reference.getProperty("service.id")));
        }
        return ids;
    }

    @Override
    public void close() throws Exception {
        kura.close();
        site.close();
    }
}
