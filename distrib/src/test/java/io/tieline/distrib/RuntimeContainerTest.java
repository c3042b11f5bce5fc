package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieline.journal.JournalFile;
import io.tieline.launcher.LaunchOptions;
import io.tieline.launcher.Launcher;
import io.tieline.launcher.RunningGateway;
import io.tieline.launcher.StartFailure;
import io.tieline.model.Event;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;

/** Starts the runtime of {@code target/tieline-*} in this JVM. */
class RuntimeContainerTest {

    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("tieline.home")));

    private static final Path KURA = Path.of("../bundles/kura/target/kura-0.1.0.jar");

    private static final String SCR = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    /** A site whose one device nobody answers for: it is started all the same. */
    private static final Map<String, String> SITE = Map.of(
            "site.description",
            "{site: {name: Test}, devices: [{id: grid, kind: meter, address: 'modbus://127.0.0.1:9/1'}]}",
            "console.port",
            "0");

    private final Path data;

    RuntimeContainerTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void everyBundleIsActiveAndEveryComponentSatisfied() throws Exception {
        LaunchOptions options = new LaunchOptions(HOME, data, data.resolve("none.yaml"), SITE);
        try (RunningGateway gateway = Launcher.start(options)) {
            assertThat(inactive(gateway.context())).isEmpty();
            eventuallyUnsatisfied(gateway);
        }
    }

    @Test
    void onlyTheKuraApiBundleExportsKuraPackages() throws Exception {
        try (RunningGateway gateway = Launcher.start(options(data.resolve("none.yaml")))) {
            assertThat(Arrays.stream(gateway.context().getBundles())
                            .filter(bundle ->
                                    header(bundle, Constants.EXPORT_PACKAGE).contains("org.eclipse.kura"))
                            .map(Bundle::getSymbolicName))
                    .containsExactly("io.tieline.kura-api");
        }
    }

    @Test
    void aWrongConfigurationStartsNothingAndSaysWhere() throws IOException {
        Path file = Files.writeString(data.resolve("gateway.yaml"), "# a comment\npeek-shaving:\n  target: 1\n");
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> Launcher.start(options(file)))
                .satisfies(failure -> assertThat(failure.problems())
                        .singleElement()
                        .asString()
                        .contains("gateway.yaml:2:1: unknown component \"peek-shaving\""));
    }

    @Test
    void theKuraDriverIsRegisteredUnderBothNamesOnceItIsConfigured() throws Exception {
        Path home = Files.createDirectory(data.resolve("home"));
        Path plugins = Files.createDirectory(home.resolve("plugins"));
        for (String level : List.of("01", "02", "03", "04", "05")) {
            Files.createSymbolicLink(
                    plugins.resolve(level),
                    HOME.resolve("plugins").resolve(level).toAbsolutePath());
        }
        Files.copy(KURA, Files.createDirectory(plugins.resolve("06")).resolve("kura.jar"));
        LaunchOptions options = new LaunchOptions(
                home,
                data,
                data.resolve("none.yaml"),
                Map.of("driver~site.accept.uncertain", "true", "site.description", SITE.get("site.description")));
        try (RunningGateway gateway = Launcher.start(options)) {
            String driver = "(service.factoryPid=io.tieline.kura.Driver)";
            // What needs services of Kura itself waits for them.
            eventuallyUnsatisfied(
                    gateway, "io.tieline.kura.DeploymentHost state 2", "io.tieline.kura.GeneratedAssets state 2");
            assertThat(gateway.context().getAllServiceReferences("org.eclipse.kura.driver.Driver", driver))
                    .hasSize(1);
            assertThat(gateway.context()
                            .getAllServiceReferences("org.eclipse.kura.configuration.ConfigurableComponent", driver))
                    .hasSize(1);
        }
    }

    @Test
    void formsThatContradictEachOtherLeaveTheControlWithWhatTheySaidBefore() throws Exception {
        Map<String, String> onlyZinc = Map.of(
                "site.description",
                "{site: {name: Test}, devices: [{id: grid, kind: meter, role: grid-meter, address: 'modbus://127.0.0.1:9/1'},"
                        + " {id: zinc, kind: battery, chemistry: zinc-bromine-flow,"
                        + " address: 'modbus://127.0.0.1:9/2'}]}",
                "backup-reserve.minutes",
                "0",
                "console.port",
                "0");
        try (RunningGateway gateway =
                Launcher.start(new LaunchOptions(HOME, data, data.resolve("none.yaml"), onlyZinc))) {
            eventuallyControls(gateway, "minutes 0");
            fill(gateway, "io.tieline.gateway.BackupReserve", Map.of("minutes", 10.0));
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(alarms())
                    .anyMatch(text ->
                            text.contains("those before stay in force: reserve.time (backup-reserve: minutes)")));
            eventuallyControls(gateway, "a backup the only battery cannot promise");
        }
    }

    private static void eventuallyControls(RunningGateway gateway, String as) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        gateway.context().getAllServiceReferences("io.tieline.gateway.control.ControlLoop", null))
                .as(as)
                .isNotNull());
    }

    /** As a console does it. The class of the service is not the one on the test's own class path. */
    private static void fill(RunningGateway gateway, String pid, Map<String, Object> form) throws Exception {
        var admins = Objects.requireNonNull(
                gateway.context().getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null));
        Object admin = Objects.requireNonNull(gateway.context().getService(admins[0]));
        Class<?> admits = Class.forName(
                "org.osgi.service.cm.ConfigurationAdmin", true, admin.getClass().getClassLoader());
        Object configuration = Objects.requireNonNull(
                admits.getMethod("getConfiguration", String.class, String.class).invoke(admin, pid, null));
        Class<?> filled = Class.forName(
                "org.osgi.service.cm.Configuration", true, admin.getClass().getClassLoader());
        filled.getMethod("update", Dictionary.class).invoke(configuration, new Hashtable<>(form));
    }

    private List<String> alarms() {
        try (JournalFile journal = JournalFile.open(data.resolve("journal"))) {
            return journal.events(0, Long.MAX_VALUE, 1000, Set.of(Event.Kind.ALARM_RAISED), Set.of()).stream()
                    .map(recorded -> recorded.event().sentence())
                    .toList();
        }
    }

    /** The configuration reaches the components on a thread of its own. */
    private static void eventuallyUnsatisfied(RunningGateway gateway, String... components) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(unsatisfied(gateway.context()))
                .containsExactlyInAnyOrder(components));
    }

    private LaunchOptions options(Path configuration) {
        return new LaunchOptions(HOME, data, configuration, Map.of());
    }

    private static List<String> inactive(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> header(bundle, Constants.FRAGMENT_HOST).isEmpty())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .toList();
    }

    private static String header(Bundle bundle, String name) {
        String value = bundle.getHeaders("").get(name);
        return value == null ? "" : value;
    }

    /** Declarative services reports through classes of its own bundle, which this side of the framework cannot see. */
    private static List<String> unsatisfied(BundleContext context)
            throws ReflectiveOperationException, InvalidSyntaxException {
        // All references: the class of this name on the test's own class path is another one.
        var references = Objects.requireNonNull(context.getAllServiceReferences(SCR, null));
        Object runtime = Objects.requireNonNull(context.getService(references[0]));
        Class<?> api = Class.forName(SCR, true, runtime.getClass().getClassLoader());
        Object none = Array.newInstance(Bundle.class, 0);
        Collection<?> descriptions = (Collection<?>)
                api.getMethod("getComponentDescriptionDTOs", Bundle[].class).invoke(runtime, none);
        List<String> unsatisfied = new ArrayList<>();
        for (Object description : descriptions) {
            String name = String.valueOf(field(description, "name"));
            Collection<?> instances =
                    (Collection<?>) api.getMethod("getComponentConfigurationDTOs", description.getClass())
                            .invoke(runtime, description);
            if (instances.isEmpty()) {
                unsatisfied.add(name + " has no configuration");
            }
            for (Object instance : instances) {
                // 4 satisfied, 8 active (OSGi Compendium 112.9.5); anything lower misses a configuration or reference.
                if ((Integer) field(instance, "state") < 4) {
                    unsatisfied.add(name + " state " + field(instance, "state"));
                }
            }
        }
        return unsatisfied;
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return Objects.requireNonNull(dto.getClass().getField(name).get(dto));
    }
}
