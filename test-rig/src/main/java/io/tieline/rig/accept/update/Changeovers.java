package io.tieline.rig.accept.update;

import io.tieline.rig.wire.Behaviour;
import io.tieline.update.release.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Releases that come in: those that are well stay, the others are taken back, whenever the power goes. */
final class Changeovers {

    private static final double PATIENCE_SECONDS = 90;
    private static final double CALM_SECONDS = 15;
    private static final double MOST_GAP_SECONDS = 5;
    /** A version that takes control away is given up after a while, and the one before has to start again. */
    private static final double MOST_GAP_TAKEN_BACK_SECONDS = 10;

    private static final long COUNTER = 50;
    private static final String CONTROL = "OSGI-INF/io.tieline.gateway.ControlComponent.xml";

    private final Path product;
    private final Releases releases;
    private final UpdateSite site;

    Changeovers(Path product, Releases releases, UpdateSite site) {
        this.product = product;
        this.releases = releases;
        this.site = site;
    }

    /** What happens while the update is under way. */
    private interface Mishap {
        Mishap NONE = gateway -> {};

        void happen(UpdatedGateway gateway) throws IOException, GeneralSecurityException, InterruptedException;
    }

    /**
     * @param ends CONFIRMED, REVERTED, or either of them
     */
    private record Case(String name, Releases.Change change, Mishap mishap, List<String> ends, double mostGap) {}

    void play(Path folder, int most, Consumer<Result> results)
            throws IOException, RefusedException, GeneralSecurityException, InterruptedException {
        int number = 0;
        for (Case one : cases().stream().limit(most).toList()) {
            results.accept(play(one, folder.resolve("case-" + ++number)));
        }
    }

    private Result play(Case one, Path folder)
            throws IOException, RefusedException, GeneralSecurityException, InterruptedException {
        Path release = releases.make(Releases.label(COUNTER), releases.key(), one.change(), Releases.Change.NONE);
        try (UpdatedGateway gateway = new UpdatedGateway(product, folder, site, releases, Map.of())) {
            site.watch().begin();
            gateway.drop(release, "release.tlp");
            one.mishap().happen(gateway);
            boolean settled = gateway.eventually(PATIENCE_SECONDS, () -> isSettled(gateway.phase()));
            boolean lively = gateway.eventually(CALM_SECONDS, gateway::isLively);
            double gap = site.watch().longestSeconds();
            site.behave("cab-03", Behaviour.OK);
            boolean expected = one.ends().contains(gateway.phase())
                    && gateway.plugins().isEmpty() == gateway.phase().equals("REVERTED");
            return new Result(
                    one.name(),
                    gateway.phase().toLowerCase(Locale.ROOT)
                            + (gateway.reason().isEmpty() ? "" : ": " + gateway.reason()),
                    settled && lively && expected && gap <= one.mostGap(),
                    gap);
        }
    }

    private static boolean isSettled(String phase) {
        return phase.equals("CONFIRMED") || phase.equals("REVERTED");
    }

    private List<Case> cases() {
        List<String> stays = List.of("CONFIRMED");
        List<String> back = List.of("REVERTED");
        List<Case> cases = new ArrayList<>(List.of(
                new Case("healthy version", Releases.Change.NONE, Mishap.NONE, stays, MOST_GAP_SECONDS),
                new Case(
                        "bundle that throws on start",
                        Releases.activator("ThrowingActivator"),
                        Mishap.NONE,
                        back,
                        MOST_GAP_TAKEN_BACK_SECONDS),
                new Case(
                        "bundle that ends the process",
                        Releases.activator("DyingActivator"),
                        Mishap.NONE,
                        back,
                        MOST_GAP_TAKEN_BACK_SECONDS),
                new Case(
                        "component that never satisfies",
                        neverSatisfied(),
                        Mishap.NONE,
                        back,
                        MOST_GAP_TAKEN_BACK_SECONDS),
                new Case(
                        "component that is gone",
                        Releases.manifest(main -> main.putValue(
                                "Service-Component",
                                main.getValue("Service-Component")
                                        .replace("OSGI-INF/io.tieline.gateway.Console.xml,", ""))),
                        Mishap.NONE,
                        back,
                        MOST_GAP_TAKEN_BACK_SECONDS),
                new Case(
                        "device lost after the start",
                        Releases.Change.NONE,
                        this::loseDevice,
                        back,
                        MOST_GAP_TAKEN_BACK_SECONDS)));
        for (String phase : List.of("STAGED", "SNAPSHOT", "INSTALLING", "INSTALLED", "PROBATION", "COMMITTING")) {
            cases.add(new Case(
                    "killed while " + phase,
                    Releases.Change.NONE,
                    gateway -> killAt(phase, gateway),
                    List.of("CONFIRMED", "REVERTED"),
                    MOST_GAP_TAKEN_BACK_SECONDS));
        }
        cases.add(new Case(
                "killed while REVERTING",
                neverSatisfied(),
                gateway -> killAt("REVERTING", gateway),
                back,
                MOST_GAP_TAKEN_BACK_SECONDS));
        return cases;
    }

    /** The control waits for a service nobody offers. */
    private static Releases.Change neverSatisfied() {
        return Releases.entry(
                CONTROL,
                xml -> xml.replaceFirst(
                        "<implementation", "<reference name=\"Never\" interface=\"no.such.Service\"/><implementation"));
    }

    private void loseDevice(UpdatedGateway gateway) throws IOException, GeneralSecurityException {
        gateway.eventually(PATIENCE_SECONDS, () -> reached("INSTALLED", gateway.phase()));
        site.behave("cab-03", Behaviour.DEAD);
    }

    /** A phase may last for less than a millisecond: what is on the disk is looked at without a pause. */
    private static void killAt(String phase, UpdatedGateway gateway) throws InterruptedException {
        long end = System.nanoTime() + Math.round(PATIENCE_SECONDS * 1e9);
        while (!reached(phase, gateway.phase()) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        gateway.kill();
    }

    /** That phase, or one after it: it was too short to be seen. */
    private static boolean reached(String wanted, String phase) {
        List<String> order = List.of(
                "STAGED",
                "SNAPSHOT",
                "INSTALLING",
                "INSTALLED",
                "PROBATION",
                "COMMITTING",
                "CONFIRMED",
                "REVERTING",
                "REVERTED");
        return order.indexOf(phase) >= order.indexOf(wanted);
    }

    /** A download that is cut off ten times; one result for each cut. */
    void download(Path folder, int cuts, long seed, Consumer<Result> results)
            throws IOException, RefusedException, GeneralSecurityException {
        Path release =
                releases.make(Releases.label(COUNTER), releases.key(), Releases.Change.NONE, Releases.Change.NONE);
        try (CuttingServer server = new CuttingServer(release, cuts, seed);
                UpdatedGateway gateway = new UpdatedGateway(
                        product,
                        folder,
                        site,
                        releases,
                        Map.of("update.address", server.address().toString()))) {
            site.watch().begin();
            gateway.eventually(PATIENCE_SECONDS * 2, () -> isSettled(gateway.phase()));
            boolean right = gateway.phase().equals("CONFIRMED") && gateway.eventually(CALM_SECONDS, gateway::isLively);
            double gap = site.watch().longestSeconds();
            List<Long> resumed = server.resumed();
            for (int i = 0; i < cuts; i++) {
                boolean wentOn = i < resumed.size();
                results.accept(new Result(
                        "connection cut, " + (i + 1),
                        wentOn ? "went on at " + resumed.get(i) + ", " + gateway.phase() : "did not go on",
                        wentOn && right && gap <= MOST_GAP_SECONDS,
                        gap));
            }
        }
    }
}
