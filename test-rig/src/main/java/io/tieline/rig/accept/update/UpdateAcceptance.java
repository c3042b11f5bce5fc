package io.tieline.rig.accept.update;

import io.tieline.update.release.RefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Everything that can go wrong with an update, on the built product and a simulated site. */
public final class UpdateAcceptance {

    private static final int CUTS = 10;
    private static final String HEALTHY = "healthy version";

    private UpdateAcceptance() {}

    /**
     * Runs the suite and prints a line for each case; the last line begins with RESULT.
     *
     * @param product a built runtime
     * @param work for what the cases leave; nothing in it is kept from before
     * @param changeovers the most cases in which a release comes in
     * @return 0: all right, 1: not, 2: cannot be run
     */
    public static int run(Path product, Path work, int changeovers, long seed, PrintStream out) {
        if (!Files.isExecutable(product.resolve("bin/tieline-gateway"))) {
            out.println("there is no built product in " + product + "; build distrib first");
            return 2;
        }
        out.printf(Locale.ROOT, "accept update, seed %d%n%n%-34s %7s  %-5s %s%n", seed, "case", "gap s", "", "ending");
        List<Result> results = new ArrayList<>();
        Consumer<Result> teller = result -> {
            results.add(result);
            out.printf(
                    Locale.ROOT,
                    "%-34s %7.2f  %-5s %s%n",
                    result.name(),
                    result.gapSeconds(),
                    result.right() ? "right" : "WRONG",
                    result.ending());
            out.flush();
        };
        try (UpdateSite site = new UpdateSite(Files.createDirectories(work), seed)) {
            Releases releases = new Releases(product, work);
            new Refusals(releases, site).play(product, work.resolve("refusals"), teller);
            Changeovers all = new Changeovers(product, releases, site);
            all.download(work.resolve("download"), CUTS, seed, teller);
            all.play(work, changeovers, teller);
        } catch (IOException | RefusedException | GeneralSecurityException e) {
            out.println("the suite could not be run: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
        return verdict(results, out);
    }

    private static int verdict(List<Result> results, PrintStream out) {
        long right = results.stream().filter(Result::right).count();
        out.printf(
                Locale.ROOT,
                "RESULT accept-update cases=%d ok=%d max-gap-s=%.2f update-gap-s=%.2f%n",
                results.size(),
                right,
                results.stream().mapToDouble(Result::gapSeconds).max().orElse(Double.NaN),
                results.stream()
                        .filter(result -> result.name().equals(HEALTHY))
                        .mapToDouble(Result::gapSeconds)
                        .max()
                        .orElse(Double.NaN));
        return right == results.size() ? 0 : 1;
    }
}
