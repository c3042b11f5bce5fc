package io.tieline.rig.accept.kura;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import io.tieline.update.release.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.osgi.framework.BundleException;

/** What is installed on Kura, judged by its files and by what it does on a double of Kura. */
public final class KuraAcceptance {

    /**
     * Where the artefacts are.
     *
     * @param deployment the {@code .dp}
     * @param debian the add-on for Kura 6
     * @param platform a folder with the bundles of Kura's core
     */
    public record Built(Path deployment, Path debian, Path platform) {}

    private final Built files;
    private final Path work;
    private final List<Verdict> verdicts = new ArrayList<>();

    private KuraAcceptance(Built files, Path work) {
        this.files = files;
        this.work = work;
    }

    /**
     * Runs the suite.
     *
     * @param work an empty folder for everything that is unpacked and run
     *
     * @return 0: every rule is kept; 1: one is not; 2: it cannot be run
     */
    public static int run(Built files, Path work, boolean json, PrintStream out) {
        KuraAcceptance suite = new KuraAcceptance(files, work);
        try {
            Optional<String> missing = Stream.of(files.deployment(), files.debian(), files.platform())
                    .filter(file -> !Files.exists(file))
                    .map(file -> file + " is not there; build it with mvn package")
                    .findFirst();
            if (missing.isPresent()) {
                out.println("the suite cannot be run: " + missing.get());
                return 2;
            }
            suite.judge(out);
            suite.resolve();
            suite.play();
            suite.update(out);
            Durable.delete(work);
        } catch (IOException | BundleException e) {
            out.println("the suite could not be run: " + e);
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
        return suite.print(json, out);
    }

    static List<Rule> rules() {
        return Stream.of(
                        FormRules.all(), ComponentRules.all(), BundleRules.all(), PackageRules.all(), DebianRules.all())
                .flatMap(List::stream)
                .toList();
    }

    static List<Verdict> judge(Artefacts artefacts) throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        for (Rule rule : rules()) {
            verdicts.add(new Verdict(rule.id(), rule.says(), rule.judge().faults(artefacts)));
        }
        return verdicts;
    }

    private void judge(PrintStream out) throws IOException {
        DeploymentPackage deployment = DeploymentPackage.read(files.deployment());
        Optional<DebianPackage> debian = Optional.empty();
        if (DebianPackage.canBeRead()) {
            debian = Optional.of(DebianPackage.read(files.debian(), Files.createDirectories(work.resolve("debian"))));
        } else {
            out.println("not judged: the package for Kura 6, for there is no dpkg-deb on this machine");
        }
        verdicts.addAll(judge(new Artefacts(deployment, debian)));
    }

    /** Once for every release, with the versions it exports. */
    private void resolve() throws IOException, BundleException, InterruptedException {
        Path unpacked = Files.createDirectories(work.resolve("bundles"));
        try (InputStream in = Files.newInputStream(files.deployment());
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    Files.copy(
                            zip,
                            unpacked.resolve(
                                    String.valueOf(Path.of(entry.getName()).getFileName())));
                }
            }
        }
        for (String release : KuraPackages.RELEASES) {
            try (KuraDouble kura = new KuraDouble(release, files.platform(), work.resolve("kura-" + release))) {
                verdicts.add(new Verdict(
                        "resolve-" + release,
                        "every bundle resolves with the packages of Kura " + release,
                        kura.unresolved(unpacked)));
            }
        }
    }

    /** In this order: each trial finds what those before have left. */
    private void play() throws IOException, BundleException {
        LifeTrials life = new LifeTrials(files.deployment(), work);
        List<Trial> trials = new ArrayList<>();
        trials.add(life.install());
        trials.addAll(ConfigurationTrials.all());
        trials.addAll(AssetTrials.all());
        trials.add(life.upgrade());
        trials.add(life.uninstall());
        try (InstalledProduct product = new InstalledProduct(files.platform(), work)) {
            for (Trial trial : trials) {
                verdicts.add(trial.play(product));
            }
        } catch (IOException | BundleException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private void update(PrintStream out) throws IOException, BundleException, InterruptedException {
        try (UpdateTrials trials = new UpdateTrials(files.deployment(), files.platform(), work)) {
            verdicts.addAll(trials.play(out));
        } catch (IOException | BundleException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private int print(boolean json, PrintStream out) {
        if (json) {
            JsonArray array = Json.array().asArray();
            verdicts.forEach(verdict -> {
                JsonArray faults = Json.array().asArray();
                verdict.faults().forEach(faults::add);
                array.add(Json.object()
                        .add("rule", verdict.id())
                        .add("verdict", word(verdict))
                        .add("says", verdict.says())
                        .add("faults", faults));
            });
            out.println(array);
        } else {
            verdicts.forEach(verdict -> {
                out.printf("%-4s %-22s %s%n", word(verdict), verdict.id(), verdict.says());
                verdict.faults().forEach(fault -> out.println("       " + fault));
            });
        }
        long passed = verdicts.stream().filter(Verdict::isKept).count();
        out.println("RESULT accept-kura passed=" + passed + " failed=" + (verdicts.size() - passed));
        return passed == verdicts.size() ? 0 : 1;
    }

    private static String word(Verdict verdict) {
        return verdict.isKept() ? "pass" : "FAIL";
    }
}
