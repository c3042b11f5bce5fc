package io.tieline.gateway.update;

import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.foundation.DataDirectory;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.gateway.operation.Operation;
import io.tieline.model.Severity;
import io.tieline.update.Host;
import io.tieline.update.Installer;
import io.tieline.update.PackageGate;
import io.tieline.update.UpdateAgent;
import io.tieline.update.UpdateSettings;
import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseManifest;
import io.tieline.update.release.Trust;
import io.tieline.update.source.Download;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Installs signed releases, into the standalone runtime or into Kura. Off until somebody says whose signature counts. */
@Component(
        name = UpdateComponent.PID,
        configurationPid = UpdateComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {ConfigurableComponent.class, PackageGate.class})
@Designate(ocd = UpdateComponent.Form.class)
public final class UpdateComponent implements ConfigurableComponent, PackageGate {

    static final String PID = "io.tieline.gateway.Update";

    private static final String ALARM = "settings";
    private static final String STRANGE = "strange";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Bundles come up in seconds; a version whose updates do not report by then is given up by the launcher. */
    private static final int TAKE_OVER_SECONDS = 15;
    /** Control comes round a second after it has begun; what stands still then steers nobody. */
    private static final Duration STEER_WITHIN = Duration.ofSeconds(2);
    /** Cabinets have reverted by themselves by then. */
    private static final Duration DECIDE_WITHIN = Duration.ofSeconds(10);

    private static final int CHECKS_TO_PASS = 6;
    /** So that six good checks in a row fit into the deadline several times. */
    private static final int CHECKS_WITHIN_DEADLINE = 30;

    /** What the symbolic names of all our bundles begin with. */
    private static final String OURS = "io.tieline.";

    private static final long KILO = 1000;

    /** The form of the updates. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline updates",
            description = "Signed releases; one that does not prove itself is taken back.")
    public @interface Form {
        @AttributeDefinition(
                name = "Release keys",
                description = "Ed25519 public keys of those who release, one of whom must have signed: PEM texts or the"
                        + " path of a PEM file. Empty: updates are off.|TextArea",
                required = false)
        String trusted_key() default "";

        @AttributeDefinition(
                name = "Approving keys",
                description = "Keys of this site, one of which must have signed as well; in the same form. Empty: no"
                        + " approval is asked for.|TextArea",
                required = false)
        String approving_key() default "";

        @AttributeDefinition(
                name = "Inbox",
                description = "Folder releases (*.tlp, or folders) are put into; empty: update/inbox in the data"
                        + " directory.",
                required = false)
        String inbox() default "";

        @AttributeDefinition(
                name = "Stick",
                description = "Folder that is looked into and never written to, for instance the mount point of a USB"
                        + " stick. Empty: none.",
                required = false)
        String stick() default "";

        @AttributeDefinition(
                name = "Address",
                description = "https:// address of the newest release. Empty: none is fetched.",
                required = false)
        String address() default "";

        @AttributeDefinition(
                name = "Interval in min",
                description = "How often the address is asked for a newer release.",
                min = "1",
                max = "10080")
        int interval() default 60;

        @AttributeDefinition(
                name = "Rate in kB/s",
                description = "The most a download takes of the line; 0: as fast as it goes.",
                min = "0",
                max = "1000000")
        int rate() default 0;

        @AttributeDefinition(
                name = "When",
                description = "When a release that was checked is installed.",
                options = {
                    @Option(label = "when the grid and the demand window allow", value = "safe"),
                    @Option(label = "now, whatever the grid", value = "now"),
                    @Option(label = "not yet", value = "hold")
                })
        String when() default "safe";

        @AttributeDefinition(
                name = "Probation in s",
                description = "Within this long a new version has to be in lasting health, else it is taken back.",
                min = "10",
                max = "86400")
        int probation() default 300;
    }

    private record Settings(
            String trustedKey,
            String approvingKey,
            String inbox,
            String stick,
            String address,
            Duration interval,
            long bytesPerSecond,
            String when,
            Duration probation) {}

    private final BundleContext context;
    private final Foundation foundation;
    private final Operation operation;
    private final ServiceComponentRuntime components;
    private final @Nullable Host host;
    private final Path folder;
    private final Part<Settings, Updating> part;

    @Activate
    public UpdateComponent(
            BundleContext context,
            @Reference Foundation foundation,
            @Reference Operation operation,
            @Reference ServiceComponentRuntime components,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Host host,
            Form form) {
        this.context = context;
        this.foundation = foundation;
        this.operation = operation;
        this.components = components;
        this.host = host;
        this.folder = DataDirectory.of(context).resolve("update");
        this.part = new Part<>(
                context,
                Updating.class,
                new Refusal(foundation.alarms(), Updating.SOURCE, ALARM, Severity.MINOR, "Updates are off"),
                this::check);
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(new Settings(
                form.trusted_key().strip(),
                form.approving_key().strip(),
                form.inbox().strip(),
                form.stick().strip(),
                form.address().strip(),
                // Kura does not enforce the bounds of a form.
                Duration.ofMinutes(within(form.interval(), 1, 10_080)),
                within(form.rate(), 0, 1_000_000) * KILO,
                form.when().strip(),
                Duration.ofSeconds(within(form.probation(), 10, 86_400))));
    }

    private static int within(int value, int least, int most) {
        return Math.min(most, Math.max(least, value));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }

    @Override
    public ReleaseManifest admit(Path file, byte[] manifest, byte[] signatures) throws RefusedException, IOException {
        return running().admit(file, manifest, signatures);
    }

    @Override
    public void take(Path release) throws RefusedException, IOException {
        running().take(release);
    }

    @Override
    public void strange(String sentence) {
        foundation.alarms().set(!sentence.isEmpty(), Updating.SOURCE, STRANGE, Severity.MAJOR, sentence);
    }

    private Updating running() throws RefusedException {
        return part.running()
                .orElseThrow(() -> new RefusedException(
                        RefusedException.Reason.UNKNOWN_KEY,
                        "updates are off: give the keys of those who release in the form Tieline updates"));
    }

    private Optional<Part.Start<Updating>> check(Settings settings) {
        if (settings.trustedKey().isEmpty()) {
            return Optional.empty();
        }
        trust(settings);
        when(settings.when());
        return Optional.of(() -> start(settings));
    }

    private Updating start(Settings settings) throws IOException {
        Updating updating = host == null
                ? onItsOwn(settings)
                : updating(
                        settings,
                        host.platform(),
                        host.installer(folder, settings.probation(), operation::restartComes));
        updating.start(LOOK_EVERY.toMillis());
        return updating;
    }

    private static Trust trust(Settings settings) {
        return new Trust(
                ReleaseKeys.read(settings.trustedKey()),
                settings.approvingKey().isEmpty() ? List.of() : ReleaseKeys.read(settings.approvingKey()));
    }

    /** In the standalone runtime. */
    private Updating onItsOwn(Settings settings) throws IOException {
        Boot boot = Boot.of(context);
        Updating updating = updating(
                settings,
                Platform.STANDALONE,
                new StandaloneInstaller(boot, folder, TAKE_OVER_SECONDS, operation::restartComes));
        boot.taken();
        return updating;
    }

    private Updating updating(Settings settings, Platform platform, Installer installer) throws IOException {
        BundleContext framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        FieldHealth health = new FieldHealth(
                framework,
                components,
                operation.parts(),
                bundle -> host == null || bundle.getSymbolicName().startsWith(OURS),
                folder.resolve("before"),
                System.nanoTime());
        return new Updating(
                folder,
                trust(settings),
                compile(settings, platform),
                when(settings.when()),
                sources(settings),
                new ReleaseOrder(folder.resolve("ordered"), settings.bytesPerSecond(), foundation.alarms()),
                health::now,
                listening -> new UpdateAgent.Surroundings(
                        installer,
                        health,
                        this::objection,
                        () -> folder.toFile().getUsableSpace(),
                        listening.timer(),
                        listening.listener()),
                foundation);
    }

    private UpdateSettings compile(Settings settings, Platform platform) {
        Duration deadline = settings.probation();
        Duration decideWithin = deadline.compareTo(DECIDE_WITHIN) < 0 ? deadline : DECIDE_WITHIN;
        return new UpdateSettings(
                "tieline",
                Version.parse(context.getBundle().getVersion().toString()),
                platform,
                deadline.dividedBy(CHECKS_WITHIN_DEADLINE),
                CHECKS_TO_PASS,
                deadline,
                STEER_WITHIN,
                decideWithin);
    }

    private static Updating.When when(String text) {
        try {
            return Updating.When.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("when must be safe, now or hold, not " + text, e);
        }
    }

    private List<ReleaseSource> sources(Settings settings) throws IOException {
        List<ReleaseSource> sources = new ArrayList<>();
        sources.add(new ReleaseInbox(settings.inbox().isEmpty() ? folder.resolve("inbox") : Path.of(settings.inbox())));
        if (!settings.stick().isEmpty()) {
            sources.add(new ReleaseStick(Path.of(settings.stick())));
        }
        if (!settings.address().isEmpty()) {
            Download download = new Download(URI.create(settings.address()), folder, settings.bytesPerSecond());
            sources.add(
                    new ReleaseWeb(download, folder.resolve("fetched.tlp"), settings.interval(), foundation.alarms()));
        }
        return sources;
    }

    private Optional<String> objection() {
        return UpdateGate.objection(
                Optional.ofNullable(operation.parts().control()).flatMap(ControlLoop::latest));
    }
}
