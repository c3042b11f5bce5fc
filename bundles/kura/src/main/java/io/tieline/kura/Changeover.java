package io.tieline.kura;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.deploymentadmin.BundleInfo;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/**
 * Has a package installed that replaces this very bundle, and puts the one before back if nobody in the new one reports.
 *
 * <p>The thread that runs this outlives its bundle. The class therefore stands alone: no lambda, no other class of ours, and
 * whatever it may need is loaded before it begins, because afterwards its class loader may give nothing any more.
 */
final class Changeover implements Runnable {

    /** Kura's own agent may be at work; it needs seconds. */
    private static final int ATTEMPTS = 5;

    private static final long PAUSE_MILLIS = 2000;
    private static final long LOOK_MILLIS = 100;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** However fast an exchange was, a thread may be late for once. */
    private static final long LEAST_PATIENCE_MILLIS = 1000;

    /** So much later than the version before a new one may report: its files are cold. */
    private static final int SLOWER = 3;

    private final DeploymentAdmin admin;
    private final List<Path> next;
    private final List<Path> before;
    private final Path taken;
    private final Path failure;
    private final Path late;
    private final long takeOverMillis;

    /**
     * @param next what is installed: the first of these files that is there and is not refused
     * @param before likewise what is put back if file {@code taken} does not appear in time
     * @param taken is there as soon as somebody in the new version watches over it
     * @param failure where the reason is left in words
     * @param late where it is kept how late a version reported after its installation, in milliseconds
     * @param takeOverMillis as long as a report is waited for at most; 0: nobody has to report, for instance because the version before is being put back
     */
    Changeover(
            DeploymentAdmin admin,
            List<Path> next,
            List<Path> before,
            Path taken,
            Path failure,
            Path late,
            long takeOverMillis) {
        this.admin = admin;
        this.next = next;
        this.before = before;
        this.taken = taken;
        this.failure = failure;
        this.late = late;
        this.takeOverMillis = takeOverMillis;
        loadEarly(
                DeploymentException.class,
                DeploymentPackage.class,
                BundleInfo.class,
                Bundle.class,
                BundleException.class,
                InputStream.class,
                StandardCharsets.class);
    }

    private static void loadEarly(Class<?>... needed) {
        for (Class<?> each : needed) {
            if (each.getName().isEmpty()) {
                throw new IllegalStateException();
            }
        }
    }

    @Override
    public void run() {
        try {
            long begin = System.nanoTime();
            String problem = install(next);
            long tookMillis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
            if (problem.isEmpty() && takeOverMillis > 0) {
                problem = notStarted();
            }
            if (problem.isEmpty() && takeOverMillis > 0) {
                problem = awaitReport(patienceMillis(tookMillis, lateBeforeMillis(), takeOverMillis));
            }
            if (!problem.isEmpty() && takeOverMillis > 0) {
                Files.write(failure, problem.getBytes(StandardCharsets.UTF_8));
                install(before);
            }
        } catch (IOException e) {
            // Nobody is left who could be told; the list Kura starts from still names the package before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The first bundle that is not active, in words; empty: all are. The deployment admin takes an installation for a success
     * whether they start or not.
     */
    private String notStarted() {
        try {
            @Nullable DeploymentPackage installed = admin.getDeploymentPackage(DeploymentInstaller.PACKAGE);
            if (installed != null) {
                for (BundleInfo info : installed.getBundleInfos()) {
                    String problem = notStarted(info.getSymbolicName(), installed.getBundle(info.getSymbolicName()));
                    if (!problem.isEmpty()) {
                        return problem;
                    }
                }
            }
        } catch (RuntimeException e) {
            // The admin cannot tell; whether somebody reports decides.
        }
        return "";
    }

    /** A second start tells why the first failed. */
    private static String notStarted(String name, @Nullable Bundle bundle) {
        if (bundle == null) {
            return name + " is not there";
        }
        if (bundle.getState() != Bundle.ACTIVE) {
            try {
                bundle.start();
            } catch (BundleException e) {
                return name + " does not start: " + e.getMessage();
            }
        }
        return "";
    }

    /**
     * How long a report is waited for once all bundles are started, which is when a version usually has reported. Every bundle
     * was started within the exchange: the longer that took, the slower the box is, and the later a report may come.
     *
     * @param lateBeforeMillis as late the version before reported on this box
     */
    static long patienceMillis(long exchangeMillis, long lateBeforeMillis, long mostMillis) {
        long usual = Math.max(exchangeMillis, SLOWER * lateBeforeMillis);
        return Math.min(mostMillis, Math.max(LEAST_PATIENCE_MILLIS, usual));
    }

    private long lateBeforeMillis() {
        try {
            return Files.exists(late) ? Long.parseLong(Files.readString(late)) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private String awaitReport(long patienceMillis) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        long waitedMillis = 0;
        while (waitedMillis < patienceMillis) {
            if (Files.exists(taken)) {
                Files.write(late, Long.toString(waitedMillis).getBytes(StandardCharsets.UTF_8));
                return "";
            }
            Thread.sleep(LOOK_MILLIS);
            waitedMillis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
        }
        return "nobody in it reported within " + patienceMillis / 100 / 10.0 + " s";
    }

    /** What went wrong with the last of them, in words; empty: one is installed. */
    private String install(List<Path> files) throws InterruptedException {
        String problem = "it is not there";
        for (Path file : files) {
            if (Files.exists(file)) {
                problem = install(file);
                if (problem.isEmpty()) {
                    return "";
                }
            }
        }
        return problem;
    }

    /** What went wrong, in words; empty: nothing. */
    private String install(Path file) throws InterruptedException {
        String problem = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                Thread.sleep(PAUSE_MILLIS);
            }
            try (InputStream content = Files.newInputStream(file)) {
                admin.installDeploymentPackage(content);
                return "";
            } catch (DeploymentException e) {
                problem = "Kura's deployment admin refuses it: " + e.getMessage();
                if (e.getCode() != DeploymentException.CODE_TIMEOUT) {
                    return problem;
                }
            } catch (IOException | RuntimeException e) {
                return "it cannot be installed: " + e.getMessage();
            }
        }
        return problem;
    }
}
