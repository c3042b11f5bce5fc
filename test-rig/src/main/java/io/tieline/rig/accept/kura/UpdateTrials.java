package io.tieline.rig.accept.kura;

import io.tieline.rig.accept.kura.KuraRelease.Change;
import io.tieline.rig.accept.update.UpdateSite;
import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;

/** The package exchanges itself on Kura 5 while it controls a site: how long the cabinets hear nothing meanwhile. */
final class UpdateTrials implements AutoCloseable {

    private static final double MOST_GAP_SECONDS = 5;
    /** The package is exchanged twice then, there and back. */
    private static final double MOST_DEAD_SECONDS = 2 * MOST_GAP_SECONDS;

    private static final double PATIENCE_SECONDS = 120;
    private static final double LIVELY_SECONDS = 1.5;

    /** Three quarters of the bytes are libraries, but packed here again the others are a little larger. */
    private static final double MOST_OF_PACKAGE = 0.35;

    private static final String COMPONENTS = "Service-Component";
    private static final String LIMITS = FormGap.FORM;
    private static final String LIMIT = FormGap.KEY;
    private static final String LATER_LIMIT = "import.bound";
    /** Without the limit no battery would be given anything to do. */
    private static final List<Migration> RENAMES = List.of(new Migration(LIMITS, LIMIT, LATER_LIMIT));

    private static final int SEED = 2026;
    private static final int PROBATION_SECONDS = 10;

    private final Path deployment;
    private final UpdateSite site;
    private final KuraDouble kura;
    private final CountedAdmin admin;
    private final ConfigurationDouble configuration;
    private final KuraRelease releases;
    private final Path update;

    UpdateTrials(Path deployment, Path platform, Path work) throws IOException, BundleException {
        this.deployment = deployment;
        Path home = work.resolve("updated");
        update = home.resolve("kura/data/tieline/update");
        Path listed = Files.createDirectories(KuraDouble.packages(home).resolveSibling(""))
                .resolve("tieline.dp");
        Files.copy(deployment, listed);
        Files.writeString(KuraDouble.packages(home), "tieline=file\\:" + listed + "\n");
        releases = new KuraRelease(deployment, home);
        site = new UpdateSite(home, SEED);
        kura = new KuraDouble("5.6", platform, home);
        admin = new CountedAdmin(kura.service(DeploymentAdmin.class));
        kura.context()
                .registerService(DeploymentAdmin.class, admin, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1)));
        CryptoDouble crypto = new CryptoDouble();
        kura.context().registerService(CryptoService.class, crypto, null);
        configuration = new ConfigurationDouble(kura, crypto);
        kura.context()
                .registerService(
                        ConfigurationService.class, new ConfigurationServiceDouble(configuration, crypto), null);
        // As Kura does: it reads the forms of whatever becomes active, again after every exchange.
        kura.context().addBundleListener(event -> {
            if (event.getType() == BundleEvent.STARTED && InstalledProduct.isOurs(event.getBundle())) {
                read(event.getBundle());
            }
        });
    }

    private void read(Bundle bundle) {
        try {
            configuration.seen(bundle, wishes());
        } catch (IOException | KuraException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Map<String, Object>> wishes() {
        return Map.of(
                InstalledProduct.SITE,
                Map.of("file", site.siteFile().toString()),
                InstalledProduct.CONSOLE,
                Map.of("port", 0),
                "io.tieline.gateway.PeakShaving",
                Map.of("enabled", false),
                LIMITS,
                Map.of(LIMIT, UpdateSite.LIMIT_W),
                "io.tieline.gateway.Commissioning",
                Map.of("required", false),
                "io.tieline.gateway.Update",
                Map.of("trusted.key", releases.trusted(), "when", "now", "probation", PROBATION_SECONDS));
    }

    /** In this order: the others go back to what the first has left. */
    List<Verdict> play(PrintStream out)
            throws IOException, DeploymentException, InvalidSyntaxException, KuraException, RefusedException,
                    GeneralSecurityException, InterruptedException {
        try (InputStream content = Files.newInputStream(deployment)) {
            admin.installDeploymentPackage(content);
        }
        if (!KuraDouble.eventually(PATIENCE_SECONDS, () -> isLively() && Files.isDirectory(update.resolve("inbox")))) {
            return List.of(new Verdict("update-gap", "the batteries are controlled", List.of("they are not")));
        }
        List<Verdict> verdicts = new ArrayList<>(new FormGap(kura, configuration, site.watch()).play(out));
        verdicts.addAll(exchanges(out));
        return verdicts;
    }

    private List<Verdict> exchanges(PrintStream out)
            throws IOException, RefusedException, GeneralSecurityException, InterruptedException {
        return List.of(
                verdict(
                        "update-gap",
                        "a release replaces the package that runs and proves itself, and control is back in time",
                        "control gap of an update on Kura",
                        exchange(50, new Change(main -> {}, List.of()), "CONFIRMED", 50),
                        MOST_GAP_SECONDS,
                        out),
                verdict(
                        "update-return-gap",
                        "the version before comes back for one that lost a part of itself, and control is back in time",
                        "control gap of a return on Kura",
                        exchange(51, new Change(UpdateTrials::withoutConsole, List.of()), "REVERTED", 50),
                        MOST_GAP_SECONDS,
                        out),
                verdict(
                        "update-dead-gap",
                        "the version before comes back at once for one whose bundles do not start",
                        "control gap of a dead version on Kura",
                        exchange(52, new Change(UpdateTrials::withoutHope, List.of()), "REVERTED", 50),
                        MOST_DEAD_SECONDS,
                        out),
                verdict(
                        "update-mute-gap",
                        "the version before comes back for one that starts and in which nobody reports",
                        "control gap of a mute version on Kura",
                        exchange(53, new Change(UpdateTrials::withoutAnybody, List.of()), "REVERTED", 50),
                        MOST_DEAD_SECONDS,
                        out),
                verdict(
                        "update-idle-gap",
                        "the version before comes back for one that reports and controls nothing",
                        "control gap of an idle version on Kura",
                        exchange(54, new Change(UpdateTrials::withoutControl, List.of()), "REVERTED", 50),
                        MOST_DEAD_SECONDS,
                        out),
                verdict(
                        "update-rename-return",
                        "a release that renames a key goes by the value it has, and so does the version before after it",
                        "control gap of a return from a renamed key on Kura",
                        exchange(55, new Change(UpdateTrials::withoutConsole, RENAMES), "REVERTED", 50)
                                .and(lost(LIMIT)),
                        MOST_GAP_SECONDS,
                        out),
                verdict(
                        "update-rename",
                        "a release that renames a key is kept and goes by the value the key had",
                        "control gap of an update with a renamed key on Kura",
                        exchange(56, new Change(main -> {}, RENAMES), "CONFIRMED", 56)
                                .and(lost(LATER_LIMIT)),
                        MOST_GAP_SECONDS,
                        out));
    }

    private List<String> lost(String key) {
        Object value = configuration.stored(LIMITS).get(key);
        return Objects.equals(value, UpdateSite.LIMIT_W)
                ? List.of()
                : List.of(key + " of " + LIMITS + " is " + value + ", not " + UpdateSite.LIMIT_W);
    }

    private static void withoutConsole(Attributes main) {
        without("Console", main);
    }

    private static void withoutControl(Attributes main) {
        without("ControlComponent", main);
    }

    private static void without(String component, Attributes main) {
        main.putValue(
                COMPONENTS,
                main.getValue(COMPONENTS).replace("OSGI-INF/io.tieline.gateway." + component + ".xml,", ""));
    }

    private static void withoutAnybody(Attributes main) {
        main.remove(new Attributes.Name(COMPONENTS));
    }

    private static void withoutHope(Attributes main) {
        main.putValue("Import-Package", main.getValue("Import-Package") + ",io.tieline.nowhere");
    }

    /**
     * What came of a release.
     *
     * @param bytes of the package that runs now which were read while nobody controlled
     * @param faults what is not as it should be, the length of the gap left out
     */
    private record Exchange(double gapSeconds, long bytes, List<String> faults) {

        private Exchange and(List<String> more) {
            return new Exchange(
                    gapSeconds,
                    bytes,
                    Stream.concat(faults.stream(), more.stream()).toList());
        }
    }

    /**
     * Has a release installed and waits for what comes of it.
     *
     * @param end the phase it ends in
     * @param remains the number of the release that runs then
     */
    private Exchange exchange(long counter, Change gateway, String end, long remains)
            throws IOException, RefusedException, GeneralSecurityException, InterruptedException {
        Path release = releases.make(counter, gateway);
        site.watch().begin();
        Files.move(release, update.resolve("inbox/release.tlp"));
        boolean isOver = KuraDouble.eventually(
                PATIENCE_SECONDS,
                () -> line(1).equals("0.1." + counter)
                        && line(0).equals(end)
                        && runs(remains)
                        && kura.inactive().isEmpty());
        long over = System.nanoTime();
        // Heard of since, and not shortly before: the gap may still last.
        boolean isLively = KuraDouble.eventually(
                PATIENCE_SECONDS, () -> site.watch().silentSeconds() < (System.nanoTime() - over) / 1e9);
        double gap = site.watch().longestSeconds();
        List<String> faults = new ArrayList<>(kura.inactive());
        if (!isOver) {
            faults.add("the update is " + line(0) + ", not " + end + ": " + line(5));
        }
        if (!isLively) {
            faults.add("nobody controls the batteries");
        }
        if (admin.lastBytes() > Files.size(deployment) * MOST_OF_PACKAGE) {
            faults.add("the deployment admin read " + admin.lastBytes()
                    + " bytes: the libraries, too, which are the same");
        }
        return new Exchange(gap, admin.lastBytes(), faults);
    }

    private boolean runs(long counter) {
        return InstalledProduct.bundles(kura).stream()
                .filter(bundle -> !PackageRules.LIBRARIES.contains(bundle.getSymbolicName()))
                .allMatch(bundle -> bundle.getVersion().getMicro() == counter);
    }

    private static Verdict verdict(
            String id, String says, String what, Exchange exchange, double mostSeconds, PrintStream out) {
        out.printf(Locale.ROOT, "%s: %.1f s, %.1f MB read%n", what, exchange.gapSeconds(), exchange.bytes() / 1e6);
        List<String> faults = new ArrayList<>(exchange.faults());
        if (exchange.gapSeconds() > mostSeconds) {
            faults.add(String.format(
                    Locale.ROOT,
                    "the cabinets heard nothing for %.1f s, more than %.0f s",
                    exchange.gapSeconds(),
                    mostSeconds));
        }
        return new Verdict(id, says, faults);
    }

    private boolean isLively() {
        return site.watch().silentSeconds() < LIVELY_SECONDS;
    }

    /** Of the state the update keeps on disk: 0 is the phase, 1 the version, 5 why it was taken back. */
    private String line(int index) {
        try {
            List<String> lines = Files.readAllLines(update.resolve("state"));
            return index < lines.size() ? lines.get(index) : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws Exception {
        kura.close();
        site.close();
    }
}
