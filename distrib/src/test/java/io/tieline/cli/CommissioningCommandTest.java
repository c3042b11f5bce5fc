package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.cli.outcome.Exit;
import io.tieline.console.SignedPage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommissioningCommandTest {

    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder;

    private int verify(String... arguments) {
        CommandLine command = Tieline.command();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(out, true));
        String[] all = new String[arguments.length + 2];
        all[0] = "commissioning";
        all[1] = "verify";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return command.execute(all);
    }

    @Test
    void aGenuinePagePassesAndAChangedOneDoesNot() throws Exception {
        SignedPage page = SignedPage.sign(
                "{\"passed\":false}", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        String json =
                Files.writeString(folder.resolve("page.json"), page.json()).toString();
        String html =
                Files.writeString(folder.resolve("page.html"), page.html()).toString();
        String forged = Files.writeString(
                        folder.resolve("forged.json"), page.json().replace("false", "true"))
                .toString();
        assertThat(verify(json)).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("{\"passed\":false}", "Genuine: signed with the key " + page.fingerprint());
        assertThat(verify(html, "--key", page.fingerprint())).isEqualTo(Exit.OK);
        assertThat(verify(html, "--key", "00:11")).isEqualTo(Exit.PROBLEM);
        assertThat(verify(forged)).isEqualTo(Exit.PROBLEM);
        assertThat(out.toString()).contains("was changed after it was signed");
        assertThat(verify(folder.resolve("none").toString())).isEqualTo(Exit.PROBLEM);
        assertThat(verify()).isEqualTo(Exit.USAGE);
    }
}
