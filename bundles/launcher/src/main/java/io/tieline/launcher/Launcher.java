package io.tieline.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Starts Tieline without Kura: the framework, the bundles by start level, the configuration.
 *
 * <p>Exit codes: 0 it ran and was stopped, 1 it could not start or failed, 2 wrong use.
 */
public final class Launcher {

    private static final int STARTED_AND_STOPPED = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private Launcher() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) throws InterruptedException {
        LaunchOptions options;
        try {
            options = LaunchOptions.parse(arguments, defaultHome());
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(LaunchOptions.USAGE);
            return WRONG_USE;
        }
        try {
            return new Supervisor(options, out, err).run() ? STARTED_AND_STOPPED : FAILED;
        } catch (StartFailure e) {
            e.problems().forEach(err::println);
            return FAILED;
        }
    }

    /**
     * Starts everything that is installed and returns when it runs.
     *
     * @throws StartFailure with every problem found; nothing is left running
     */
    public static RunningGateway start(LaunchOptions options) throws StartFailure {
        return start(options, options.home().resolve("plugins"), Renames.NONE, context -> {});
    }

    /**
     * Starts a set of bundles.
     *
     * @param renames the keys the configuration may still name otherwise than these bundles
     * @param before is given the framework before any bundle is started
     */
    static RunningGateway start(LaunchOptions options, Path bundles, Renames renames, Consumer<BundleContext> before)
            throws StartFailure {
        System.setProperty("tieline.data.dir", options.data().toAbsolutePath().toString());
        Path logging = options.home().resolve("conf/logback.xml");
        if (System.getProperty("logback.configurationFile") == null && Files.exists(logging)) {
            System.setProperty(
                    "logback.configurationFile", logging.toAbsolutePath().toString());
        }
        Framework framework = framework(options, renames);
        RunningGateway gateway = new RunningGateway(framework);
        boolean complete = false;
        try {
            framework.init();
            Plugins plugins = Plugins.install(bundles, framework.getBundleContext());
            before.accept(framework.getBundleContext());
            framework.adapt(FrameworkStartLevel.class).setInitialBundleStartLevel(plugins.highestLevel());
            framework.start();
            raiseTo(plugins.highestLevel(), framework);
            refuseIfAny(plugins.problems());
            refuseIfAny(configure(framework.getBundleContext(), options));
            complete = true;
            return gateway;
        } catch (IOException | BundleException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("the start was interrupted", e);
        } finally {
            if (!complete) {
                gateway.close();
            }
        }
    }

    private static Framework framework(LaunchOptions options, Renames renames) throws StartFailure {
        try {
            Files.createDirectories(options.data());
            Map<String, String> settings = FrameworkSettings.of(options);
            // The bundle that reads the configuration comes with the set and shares no classes with us.
            settings.put(Renames.PROPERTY, renames.toString());
            return factory().newFramework(settings);
        } catch (IOException e) {
            throw new StartFailure("cannot prepare " + options.data() + ": " + e + "; check its permissions", e);
        }
    }

    static FrameworkFactory factory() throws StartFailure {
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new StartFailure(List.of("no OSGi framework in boot/; reinstall Tieline")));
    }

    private static void raiseTo(int level, Framework framework) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
        reached.await();
    }

    private static void refuseIfAny(List<String> problems) throws StartFailure {
        if (!problems.isEmpty()) {
            throw new StartFailure(problems);
        }
    }

    /** Through the bundle side of this jar: it sees the framework's ConfigurationAdmin, we do not. */
    private static List<String> configure(BundleContext context, LaunchOptions options) {
        return ask("configuration", context, options);
    }

    /** What the bundles that run would find wrong in the configuration if they were started now. */
    static List<String> problemsOfConfiguration(BundleContext context, LaunchOptions options) {
        return ask("configuration-check", context, options);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<String> ask(String role, BundleContext context, LaunchOptions options) {
        Collection<ServiceReference<BiFunction>> loaders;
        try {
            loaders = context.getServiceReferences(BiFunction.class, "(tieline.role=" + role + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        if (loaders.isEmpty()) {
            return List.of("no configuration loader in plugins/; reinstall Tieline");
        }
        BiFunction<Path, Map<String, String>, List<String>> loader =
                (BiFunction<Path, Map<String, String>, List<String>>)
                        context.getService(loaders.iterator().next());
        return loader.apply(options.configuration(), options.settings());
    }

    private static Path defaultHome() {
        try {
            Path jar = Path.of(Launcher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path boot = jar.getParent();
            return boot == null || boot.getParent() == null ? Path.of("") : boot.getParent();
        } catch (URISyntaxException e) {
            return Path.of("");
        }
    }
}
