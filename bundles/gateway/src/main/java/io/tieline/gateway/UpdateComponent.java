package io.tieline.gateway;

import io.tieline.control.GridState;
import io.tieline.model.Severity;
import io.tieline.update.UpdateSettings;
import io.tieline.update.UpdateState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Installs signed packages into the standalone runtime. Off until somebody says whose signature counts. */
@Component(
        name = UpdateComponent.PID,
        configurationPid = UpdateComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = UpdateComponent.Form.class)
public final class UpdateComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.Update";

    private static final String ALARM = "settings";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** Bundles come up in seconds; one that needs longer does not come up. */
    private static final Duration TAKE_OVER_WITHIN = Duration.ofSeconds(60);

    private static final int CHECKS_TO_PASS = 6;
    /** So that six good checks in a row fit into the deadline several times. */
    private static final int CHECKS_WITHIN_DEADLINE = 30;

    /** The form of the updates. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline updates",
            description = "Signed packages for the standalone runtime; one that does not prove itself is taken back.")
    public @interface Form {
        @AttributeDefinition(
                name = "Trusted key",
                description = "Ed25519 public key of the one who releases: PEM text or path of a PEM file. Empty:"
                        + " updates are off.|TextArea",
                required = false)
        String trusted_key() default "";

        @AttributeDefinition(
                name = "Inbox",
                description = "Folder packages (*.tlp) are dropped into; empty: update/inbox in the data directory.",
                required = false)
        String inbox() default "";

        @AttributeDefinition(
                name = "Probation in s",
                description = "Within this long a new version has to be in lasting health, else it is taken back.",
                min = "10",
                max = "86400")
        int probation() default 300;
    }

    private record Settings(String trustedKey, String inbox, int probation) {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SiteRuntime site;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ControlLoop control;

    private final Part<Settings, Updating> part;

    @Activate
    public UpdateComponent(
            BundleContext context,
            @Reference Foundation foundation,
            @Reference ServiceComponentRuntime components,
            Form form) {
        Supplier<Optional<SiteRuntime>> running = () -> Optional.ofNullable(site);
        part = new Part<>(
                context,
                Updating.class,
                settings -> start(settings, context, foundation, components, running, this::grid));
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(new Settings(
                form.trusted_key().strip(),
                form.inbox().strip(),
                // Kura does not enforce the bounds of a form.
                Math.min(86_400, Math.max(10, form.probation()))));
    }

    private Optional<GridState> grid() {
        return Optional.ofNullable(control).flatMap(ControlLoop::gridState);
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }

    private static Optional<Updating> start(
            Settings settings,
            BundleContext context,
            Foundation foundation,
            ServiceComponentRuntime components,
            Supplier<Optional<SiteRuntime>> site,
            Supplier<Optional<GridState>> grid) {
        foundation.alarms().clear(Updating.SOURCE, ALARM);
        if (settings.trustedKey().isEmpty()) {
            return Optional.empty();
        }
        Path folder = DataDirectory.of(context).resolve("update");
        try {
            Updating updating = new Updating(
                    folder,
                    settings.inbox().isEmpty() ? folder.resolve("inbox") : Path.of(settings.inbox()),
                    ReleaseKey.of(settings.trustedKey()),
                    compile(settings),
                    runtime(context, folder, components, site, grid),
                    Updating.threads(),
                    foundation);
            updating.start(LOOK_EVERY.toMillis());
            return Optional.of(updating);
        } catch (IOException | IllegalArgumentException e) {
            foundation.alarms().raise(Updating.SOURCE, ALARM, Severity.MINOR, "Updates are off: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static UpdateSettings compile(Settings settings) {
        Duration deadline = Duration.ofSeconds(settings.probation());
        return new UpdateSettings("tieline", deadline.dividedBy(CHECKS_WITHIN_DEADLINE), CHECKS_TO_PASS, deadline);
    }

    private static Updating.Runtime runtime(
            BundleContext context,
            Path folder,
            ServiceComponentRuntime components,
            Supplier<Optional<SiteRuntime>> site,
            Supplier<Optional<GridState>> grid) {
        Path plugins = Switchover.pluginsOf(context.getBundle());
        if (!Files.isWritable(plugins)) {
            throw new IllegalArgumentException(
                    plugins + " is not writable; give it to the user the gateway runs as, or leave the key empty");
        }
        BundleContext framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        PluginFiles files = new PluginFiles(plugins, folder.resolve("previous"));
        return new StandaloneRuntime(
                framework,
                files,
                new BundleInstaller(files),
                new FieldHealth(framework, components, site, folder.resolve("before")),
                folder.resolve("state"),
                grid);
    }

    private record StandaloneRuntime(
            BundleContext framework,
            PluginFiles files,
            BundleInstaller installer,
            FieldHealth health,
            Path state,
            Supplier<Optional<GridState>> grid)
            implements Updating.Runtime {

        @Override
        public Optional<String> objection() {
            return UpdateGate.objection(grid.get());
        }

        @Override
        public void remember() throws IOException {
            health.remember();
        }

        @Override
        public void switchOver(UpdateState now) {
            if (!installer.changed().isEmpty()) {
                String waiting =
                        now.phase() == UpdateState.Phase.INSTALLED ? now.phase().name() : "";
                new Switchover(framework, files, installer.changed(), state, waiting, TAKE_OVER_WITHIN).start();
            }
        }
    }
}
