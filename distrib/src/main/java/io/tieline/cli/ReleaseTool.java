package io.tieline.cli;

import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.update.release.Durable;
import io.tieline.update.release.Migration;
import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import io.tieline.update.release.ReleaseManifest;
import io.tieline.update.release.Trust;
import io.tieline.update.release.Verifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Entry of the {@code tieline-release} command: what the one who publishes releases does. */
@Command(
        name = "tieline-release",
        mixinStandardHelpOptions = true,
        description = "Makes, signs and checks releases that gateways update themselves with.",
        synopsisSubcommandLabel = "keygen|make|sign|pack|verify",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a problem was found", "2:wrong use"})
final class ReleaseTool {

    private static final String PRIVATE_TO_ITS_OWNER = "rw-------";

    /** What may lie in a release folder that is made anew. */
    private static final Set<String> OF_A_RELEASE = Set.of(
            "manifest.json",
            "manifest.sig",
            "sbom.json",
            Platform.STANDALONE.folder(),
            Platform.KURA_5.folder(),
            Platform.KURA_6.folder());

    private static final Pattern RENAME = Pattern.compile("(?<component>[^.=]+)\\.(?<from>[^=]+)=(?<to>.+)");

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }

    static CommandLine command() {
        return new CommandLine(new ReleaseTool()).setExecutionExceptionHandler(ReleaseTool::explain);
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof RefusedException refused) {
            command.getErr().println(refused.reason() + ": " + refused.getMessage());
            return Exit.PROBLEM;
        }
        if (e instanceof FileSystemException || e instanceof IllegalArgumentException || e instanceof CliException) {
            command.getErr().println(e.getMessage());
            return Exit.PROBLEM;
        }
        throw e;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    @Command(
            name = "keygen",
            description = "A new Ed25519 key: FILE (keep it secret, best offline) and FILE.pub.",
            mixinStandardHelpOptions = true)
    int keygen(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        if (Files.exists(file)) {
            throw new CliException(file + " exists; a key is never overwritten");
        }
        KeyPair key = ReleaseKeys.generate();
        Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_TO_ITS_OWNER)));
        Files.writeString(file, ReleaseKeys.pem(key.getPrivate()));
        Files.writeString(publicOf(file), ReleaseKeys.pem(key.getPublic()));
        say("Key " + ReleaseKeys.id(key.getPublic()) + ": gateways get " + publicOf(file));
        return Exit.OK;
    }

    private static Path publicOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    @Command(
            name = "make",
            description = "A release folder from a built runtime, and packages for Kura beside it; not signed yet.",
            mixinStandardHelpOptions = true)
    int make(
            @Parameters(paramLabel = "FOLDER", description = "Made anew.") Path folder,
            @Option(names = "--runtime", paramLabel = "DIR", description = "A built runtime, with plugins/.") @Nullable
                    Path runtime,
            @Option(names = "--dp", paramLabel = "FILE", description = "The deployment package for Kura 5.") @Nullable
                    Path deploymentPackage,
            @Option(names = "--deb", paramLabel = "FILE", description = "The Debian package for Kura 6.") @Nullable
                    Path debianPackage,
            @Option(names = "--release", required = true, paramLabel = "V", description = "Its version.")
                    String version,
            @Option(
                            names = "--counter",
                            required = true,
                            paramLabel = "N",
                            description = "Above that of every release before: lower ones are refused.")
                    long counter,
            @Option(
                            names = "--compatible-from",
                            required = true,
                            paramLabel = "V",
                            description = "The oldest version it can follow.")
                    String compatibleFrom,
            @Option(
                            names = "--free",
                            paramLabel = "BYTES",
                            description = "What must be free besides the release; default: ${DEFAULT-VALUE}.",
                            defaultValue = "50000000")
                    long free,
            @Option(
                            names = "--rename",
                            paramLabel = "COMPONENT.KEY=NEW",
                            description = "A key of the configuration that has another name from this release on.")
                    @Nullable
                    List<String> renames,
            @Option(
                            names = "--next-key",
                            paramLabel = "FILE",
                            description = "Public key of those who may release after this release; can be repeated.")
                    @Nullable
                    List<Path> nextKeys)
            throws IOException, RefusedException {
        if (runtime == null && deploymentPackage == null && debianPackage == null) {
            throw new ParameterException(spec.commandLine(), "Say what it is made of: --runtime, --dp or --deb");
        }
        Version release = version("--release", version);
        Version oldest = version("--compatible-from", compatibleFrom);
        begin(folder);
        if (runtime != null) {
            copyPlugins(runtime, folder.resolve(Platform.STANDALONE.folder()));
            if (Files.exists(runtime.resolve("sbom.json"))) {
                copy(runtime.resolve("sbom.json"), folder);
            }
        }
        if (deploymentPackage != null) {
            copy(deploymentPackage, folder.resolve(Platform.KURA_5.folder()));
        }
        if (debianPackage != null) {
            copy(debianPackage, folder.resolve(Platform.KURA_6.folder()));
        }
        ReleaseManifest manifest = ReleaseMaker.seal(
                folder,
                new ReleaseMaker.Label(
                        "tieline",
                        release,
                        counter,
                        oldest,
                        free,
                        migrations(renames == null ? List.of() : renames),
                        nextKeys == null ? List.of() : keys(nextKeys)));
        say("Release " + manifest.version() + " (" + manifest.counter() + ") in " + folder + ": "
                + manifest.files().size() + " files, " + manifest.size() + " bytes; sign it next");
        return Exit.OK;
    }

    private static Version version(String option, String text) {
        try {
            return Version.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    option + " " + text + " is no version (" + e.getMessage() + "); write for instance 0.2.0");
        }
    }

    /** Only a release is removed for a new one: a folder named by mistake keeps its files. */
    private static void begin(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                Optional<String> other = all.map(file -> file.getFileName().toString())
                        .filter(name -> !OF_A_RELEASE.contains(name))
                        .findAny();
                if (other.isPresent()) {
                    throw new CliException(folder + " holds " + other.get()
                            + ", which is of no release; name a new folder, for what is in it would be deleted");
                }
            }
        }
        Durable.delete(folder);
        Files.createDirectories(folder);
    }

    private static void copyPlugins(Path runtime, Path target) throws IOException {
        Path plugins = runtime.resolve("plugins");
        if (!Files.isDirectory(plugins)) {
            throw new CliException("--runtime " + runtime
                    + " has no plugins/; name a built runtime, such as distrib/target/tieline-0.1.0");
        }
        List<Path> jars;
        try (Stream<Path> all = Files.walk(plugins)) {
            jars = all.filter(Files::isRegularFile).toList();
        }
        for (Path jar : jars) {
            copy(jar, target.resolve(runtime.relativize(jar)).resolveSibling(""));
        }
    }

    private static void copy(Path file, Path folder) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CliException(file + " is no file; build it first, or correct its path");
        }
        Files.copy(file, Files.createDirectories(folder).resolve(file.getFileName()));
    }

    private List<Migration> migrations(List<String> renames) {
        List<Migration> migrations = new ArrayList<>();
        for (String rename : renames) {
            Matcher parts = RENAME.matcher(rename);
            if (!parts.matches()) {
                throw new ParameterException(spec.commandLine(), "--rename needs COMPONENT.KEY=NEW, not " + rename);
            }
            migrations.add(new Migration(parts.group("component"), parts.group("from"), parts.group("to")));
        }
        return migrations;
    }

    private static List<String> keys(List<Path> files) {
        return publicKeys(files).stream().map(ReleaseKeys::base64).toList();
    }

    private static List<PublicKey> publicKeys(List<Path> files) {
        return files.stream()
                .flatMap(file -> ReleaseKeys.read(file.toString()).stream())
                .toList();
    }

    @Command(
            name = "sign",
            description = "Adds a signature to a release folder; a site's approval is one more.",
            mixinStandardHelpOptions = true)
    int sign(
            @Parameters(paramLabel = "FOLDER") Path folder,
            @Option(
                            names = "--key",
                            required = true,
                            paramLabel = "FILE",
                            description = "The secret key; its public half lies beside it as FILE.pub.")
                    Path key)
            throws IOException, GeneralSecurityException {
        PublicKey open = publicKeys(List.of(publicOf(key))).get(0);
        ReleaseMaker.sign(folder, new KeyPair(open, ReleaseKeys.readPrivate(key)));
        say("Signed with key " + ReleaseKeys.id(open));
        return Exit.OK;
    }

    @Command(name = "pack", description = "A release folder as one file.", mixinStandardHelpOptions = true)
    int pack(
            @Parameters(paramLabel = "FOLDER") Path folder,
            @Parameters(paramLabel = "FILE", description = "With the ending .tlp.") Path file)
            throws IOException, RefusedException {
        ReleaseMaker.pack(folder, file);
        say(file + ": " + Files.size(file) + " bytes");
        return Exit.OK;
    }

    @Command(
            name = "verify",
            description = "Checks signatures and every file of a release, as a gateway does.",
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(paramLabel = "RELEASE", description = "A folder or a file.") Path release,
            @Option(names = "--key", required = true, paramLabel = "FILE", description = "Whose releases count.")
                    List<Path> keys,
            @Option(names = "--approving", paramLabel = "FILE", description = "Whose approval is needed as well.")
                    @Nullable
                    List<Path> approving)
            throws IOException, RefusedException {
        Trust trust = new Trust(publicKeys(keys), approving == null ? List.of() : publicKeys(approving));
        ReleaseManifest manifest = new Verifier(trust).verify(release);
        say("Right: " + manifest.product() + " " + manifest.version() + " (" + manifest.counter() + "), follows "
                + manifest.compatibleFrom() + " or newer, " + manifest.files().size() + " files");
        return Exit.OK;
    }
}
