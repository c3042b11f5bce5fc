package io.tieline.gateway.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.site.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private final Secrets standalone = new Secrets(null);

    @Test
    void aReferenceToAFileIsFollowed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("community"), "s3cret\n");
        assertThat(standalone.resolve(Map.of("community", "${file:" + file + "}", "version", "2c")))
                .containsEntry("community", "s3cret")
                .containsEntry("version", "2c");
    }

    @Test
    void aReferenceThatLeadsNowhereNamesTheRemedyAndNoSecret() {
        assertThatThrownBy(() -> standalone.resolve("${env:TIELINE_NO_SUCH_VARIABLE}"))
                .isInstanceOf(SecretReference.UnresolvedException.class)
                .hasMessageContaining("TIELINE_NO_SUCH_VARIABLE")
                .hasMessageContaining("set it");
        assertThatThrownBy(() -> standalone.resolve("${file:/no/such/file}")).hasMessageContaining("/no/such/file");
    }

    @Test
    void passwordsOfTheKuraConsoleAreDecrypted() throws Exception {
        Secrets onKura = new Secrets(encrypted ->
                new StringBuilder(new String(encrypted)).reverse().toString().toCharArray());
        assertThat(onKura.password(onKura.stored("terces"))).isEqualTo("secret");
        assertThat(onKura.password(onKura.stored(""))).isEmpty();
    }

    @Test
    void aPasswordEncryptedAnewIsTheSamePasswordAndIsNeverPrinted() {
        Secrets onKura =
                new Secrets(encrypted -> new String(encrypted).substring(3).toCharArray());
        assertThat(onKura.stored("iv1secret")).isEqualTo(onKura.stored("iv2secret"));
        assertThat(onKura.stored("iv1secret")).isNotEqualTo(onKura.stored("iv1other"));
        assertThat(onKura.stored("iv1secret").toString()).doesNotContain("secret");
    }

    @Test
    void aPasswordThatCannotBeDecryptedIsNotUsedAsItIs() {
        Secrets onKura = new Secrets(encrypted -> {
            throw new IllegalStateException("bad padding");
        });
        assertThatThrownBy(() -> onKura.password(onKura.stored("garbage"))).hasMessageContaining("enter it again");
    }
}
