package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;

/** What real Kura does that has bitten others, asked of what this bundle's components are made of. */
class KuraFactsTest {

    private static final Path COMPONENTS = Path.of("target/classes/OSGI-INF");

    /** With it and DS 1.3 Kura talks to the wrong configuration, and edits are lost after the next restart. */
    @Test
    void noComponentDeclaresAServicePidAndNoneNeedsMoreThanDs14() throws Exception {
        for (String xml : components()) {
            assertThat(xml).doesNotContain("name=\"service.pid\"");
            Matcher version = Pattern.compile("scr/v1\\.(\\d)\\.0").matcher(xml);
            assertThat(version.find()).isTrue();
            assertThat(Integer.parseInt(version.group(1))).isLessThanOrEqualTo(4);
        }
    }

    /** Another policy leaves a component invisible in the console, another name never activates it. */
    @Test
    void whatHasAFormIsCalledAsItsFormIsAndWaitsForItsConfiguration() throws Exception {
        int forms = 0;
        for (String xml : components()) {
            if (xml.contains("ConfigurableComponent")) {
                forms++;
                assertThat(xml).contains("configuration-policy=\"require\"");
                Matcher name =
                        Pattern.compile("component[^>]* name=\"([^\"]+)\"").matcher(xml);
                assertThat(name.find()).isTrue();
                String form = Files.readString(COMPONENTS.resolve("metatype/" + name.group(1) + ".xml"));
                assertThat(form).contains("OCD id=\"" + name.group(1) + "\"").doesNotContain("type=\"Character\"");
            }
        }
        assertThat(forms).isEqualTo(2);
    }

    /** Kura's hooks are found by this property; without it one is logged and never asked. */
    @Test
    void theHookSaysWhoItIs() throws Exception {
        assertThat(Files.readString(COMPONENTS.resolve("io.tieline.kura.ReleaseHook.xml")))
                .contains("\"kura.service.pid\"", "io.tieline.kura.ReleaseHook");
    }

    /** All of these may be absent: on Kura 6, in a Kura with Sparkplug only, on the standalone runtime. */
    @Test
    void whatKuraMayLackIsNeverMandatoryForWhatWorksWithoutIt() throws Exception {
        String requests = Files.readString(COMPONENTS.resolve("io.tieline.kura.CloudRequests.xml"));
        assertThat(requests.split("<reference", -1)).hasSameSizeAs(requests.split("cardinality=\"0", -1));
        String host = Files.readString(COMPONENTS.resolve("io.tieline.kura.DeploymentHost.xml"));
        // Without a deployment admin its class, which needs that package, is never loaded.
        assertThat(host).contains("interface=\"org.osgi.service.deploymentadmin.DeploymentAdmin\"");
        assertThat(header(Path.of("target/classes/META-INF/MANIFEST.MF"), "Import-Package"))
                .contains("org.osgi.service.deploymentadmin;version=\"[1.0,2)\";resolution:=optional")
                .contains("org.eclipse.kura.deployment.hook;version=\"[1.0,2)\";resolution:=optional");
    }

    /** Compiled against newer ones, ranges would come out that no older Kura satisfies. */
    @Test
    void theApiWeCompileAgainstSaysTheLowestVersionsOfAllSupportedKuras() throws Exception {
        Map<String, String> lowest = Map.ofEntries(
                Map.entry("org.eclipse.kura", "1.6.0"),
                Map.entry("org.eclipse.kura.configuration", "1.2.0"),
                Map.entry("org.eclipse.kura.configuration.metatype", "1.1.0"),
                Map.entry("org.eclipse.kura.core.configuration.metatype", "1.0.0"),
                Map.entry("org.eclipse.kura.channel", "1.2.0"),
                Map.entry("org.eclipse.kura.channel.listener", "1.0.0"),
                Map.entry("org.eclipse.kura.driver", "1.0.0"),
                Map.entry("org.eclipse.kura.type", "1.1.0"),
                Map.entry("org.eclipse.kura.message", "1.4.0"),
                Map.entry("org.eclipse.kura.cloudconnection.request", "1.0.0"),
                Map.entry("org.eclipse.kura.cloudconnection.publisher", "1.0.0"),
                Map.entry("org.eclipse.kura.cloudconnection.message", "1.0.0"),
                Map.entry("org.eclipse.kura.cloudconnection.listener", "1.0.0"),
                Map.entry("org.eclipse.kura.crypto", "1.3.0"),
                Map.entry("org.eclipse.kura.ssl", "2.1.0"),
                Map.entry("org.eclipse.kura.system", "1.5.0"),
                Map.entry("org.eclipse.kura.security.keystore", "1.0.0"),
                Map.entry("org.eclipse.kura.deployment.hook", "1.0.0"),
                Map.entry("org.eclipse.kura.watchdog", "1.0.2"));
        String exports = header(Path.of("../kura-api/target/classes/META-INF/MANIFEST.MF"), "Export-Package");
        Map<String, String> found = new HashMap<>();
        Matcher clause = Pattern.compile("(org\\.eclipse\\.kura[\\w.]*);(?:uses:=\"[^\"]*\";)?version=\"([^\"]+)\"")
                .matcher(exports);
        while (clause.find()) {
            found.put(clause.group(1), clause.group(2));
        }
        assertThat(found).isEqualTo(lowest);
    }

    private static String header(Path manifest, String name) throws IOException {
        try (InputStream in = Files.newInputStream(manifest)) {
            return String.valueOf(new Manifest(in).getMainAttributes().getValue(name));
        }
    }

    /** Every asset has one thread, several assets share the driver; the timer behind them waits without a limit. */
    @Test
    void manyAssetsReadAtOnceAndEachGetsTheVeryListItGave() throws Exception {
        LiveImage image = new LiveImage(List.of(new Device(0, "ups-a", DeviceKind.UPS)));
        SiteDriver driver = new SiteDriver(image, null, false, Duration.ofSeconds(1));
        ExecutorService assets = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> reads = new ArrayList<>();
        for (int asset = 0; asset < 8; asset++) {
            reads.add(assets.submit(() -> {
                List<ChannelRecord> records = List.of(record("ups-a/ups.mode"), record("ups-b/ups.mode"));
                PreparedRead prepared = driver.prepareRead(records);
                boolean same = true;
                for (int turn = 0; turn < 1000; turn++) {
                    same &= prepared.execute() == records;
                }
                return same && records.stream().allMatch(KuraFactsTest::isFailedWithReason);
            }));
        }
        for (Future<Boolean> read : reads) {
            assertThat(read.get(30, TimeUnit.SECONDS)).isTrue();
        }
        assets.shutdownNow();
        driver.deactivate();
    }

    /** A device that has not answered, and one that is not there: a failure of the channel, never an exception for all. */
    private static boolean isFailedWithReason(ChannelRecord record) {
        var status = record.getChannelStatus();
        return status != null && status.getChannelFlag() == ChannelFlag.FAILURE && status.getExceptionMessage() != null;
    }

    private static ChannelRecord record(String point) {
        ChannelRecord record = ChannelRecord.createReadRecord("ch", DataType.STRING);
        record.setChannelConfig(new HashMap<>(Map.of("point", point, "+name", "ch")));
        return record;
    }

    private static List<String> components() throws IOException {
        try (Stream<Path> files = Files.list(COMPONENTS)) {
            List<String> all = new ArrayList<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".xml")).toList()) {
                all.add(Files.readString(file));
            }
            assertThat(all).isNotEmpty();
            return all;
        }
    }
}
