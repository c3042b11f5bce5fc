package io.tieline.cli.site;

import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.console.SignedPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "commissioning",
        mixinStandardHelpOptions = true,
        description = "The signed page of a commissioning test.",
        subcommands = CommissioningCommand.VerifyCommand.class)
public final class CommissioningCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do; try: tieline commissioning verify FILE");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Checks that a page, JSON or HTML, says what the gateway measured and signed.")
    static final class VerifyCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The page.")
        private Path file;

        @Option(
                names = "--key",
                paramLabel = "FINGERPRINT",
                description = "Of the gateway's key, as an earlier page of it shows; without it any key is taken.")
        private @Nullable String key;

        @Override
        public Integer call() {
            SignedPage page = read();
            PrintWriter out = spec.commandLine().getOut();
            if (!page.isGenuine()) {
                throw new CliException(file + " was changed after it was signed.");
            }
            if (key != null && !key.equals(page.fingerprint())) {
                throw new CliException(
                        file + " is signed with the key " + page.fingerprint() + ", not with " + key + ".");
            }
            out.println(page.text());
            out.println("Genuine: signed with the key " + page.fingerprint());
            return Exit.OK;
        }

        private SignedPage read() {
            try {
                return SignedPage.read(Files.readString(file));
            } catch (IOException e) {
                throw new CliException(file + " cannot be read: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                throw new CliException(file + ": " + e.getMessage() + ".");
            }
        }
    }
}
