package io.tieline.gateway.site;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.gateway.foundation.DataDirectory;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.gateway.record.Recorder;
import io.tieline.model.Severity;
import io.tieline.profile.ProfileFiles;
import io.tieline.profile.ProfileLibrary;
import io.tieline.site.SiteDescription;
import io.tieline.site.SiteReader;
import io.tieline.site.SiteRules;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Reads the site description and keeps its devices read: nothing of a site with a mistake is started. */
@Component(
        name = SiteComponent.PID,
        configurationPid = SiteComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = SiteComponent.Form.class)
public final class SiteComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.Site";

    private static final String ALARM = "description";
    private static final String TRAPS = "traps";

    /** The form of the site. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline site",
            description = "The devices of the site and how to reach them.")
    public @interface Form {
        @AttributeDefinition(
                name = "Site file",
                description = "Path of the site description; used where the text below is empty.",
                required = false)
        String file() default "";

        @AttributeDefinition(
                name = "Site description",
                description = "The site description itself, in YAML; goes before the file.|TextArea",
                required = false)
        String description() default "";

        @AttributeDefinition(
                name = "Profiles",
                description = "Folder with device profiles of your own; they go before the built-in ones.",
                required = false)
        String profiles() default "";

        @AttributeDefinition(
                name = "SNMP traps",
                description =
                        "Address and port where SNMP traps and informs are heard, so that a device with news is"
                                + " read at once: 0.0.0.0:10162 for every interface. Port 162 needs privileges. Empty: nowhere.",
                required = false)
        String traps() default "";

        @AttributeDefinition(
                name = "Generate assets",
                description =
                        "On Kura: makes an asset for each device of the site that has none yet, a channel for each"
                                + " of its points. Assets that are there are left as they are.")
        boolean generate_assets() default false;
    }

    private record Settings(String file, String description, String profiles, String traps) {}

    private final Part<Settings, SiteRuntime> part;
    /** A part of its own: who wants assets does not want the site to be stopped for them. */
    private final Part<Boolean, Boolean> assets;

    private final DepartedDevices departed;

    @Activate
    public SiteComponent(
            BundleContext context, @Reference Foundation foundation, @Reference Recorder recorder, Form form) {
        Path data = DataDirectory.of(context);
        departed = new DepartedDevices(foundation.alarms());
        part = new Part<>(
                context,
                SiteRuntime.class,
                new Refusal(foundation.alarms(), "site", ALARM, Severity.MAJOR, "The site is not started"),
                settings -> check(settings, data, foundation, recorder));
        assets = new Part<>(
                context,
                Boolean.class,
                Map.of("tieline.role", "assets"),
                new Refusal(foundation.alarms(), "site", "assets", Severity.MINOR, "No assets are made"),
                wanted -> wanted ? Optional.of(() -> true) : Optional.empty());
        modified(form);
    }

    @Modified
    void modified(Form form) {
        assets.apply(form.generate_assets());
        part.apply(new Settings(
                form.file().strip(), form.description(), form.profiles().strip(), form.traps()));
    }

    @Deactivate
    void deactivate() {
        assets.stop();
        part.stop();
    }

    private Optional<Part.Start<SiteRuntime>> check(
            Settings settings, Path data, Foundation foundation, Recorder recorder) {
        Problems problems = new Problems();
        ProfileLibrary profiles = profiles(settings, problems);
        Optional<SiteDescription> described = describe(settings, profiles, problems);
        if (described.isEmpty() || !problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.sorted().stream().map(Problem::toString).collect(Collectors.joining(" | ")));
        }
        SiteDescription site = described.get();
        return Optional.of(() -> {
            departed.siteHas(site.devices());
            return SiteRuntime.start(site, profiles, data, foundation, recorder, traps(settings.traps(), foundation));
        });
    }

    private static ProfileLibrary profiles(Settings settings, Problems problems) {
        return settings.profiles().isEmpty()
                ? ProfileLibrary.builtIn()
                : ProfileFiles.load(Path.of(settings.profiles()), problems);
    }

    /** Without traps the site is read all the same, only not at once. */
    private static Optional<InetSocketAddress> traps(String text, Foundation foundation) {
        try {
            Optional<InetSocketAddress> address = TrapAddress.of(text);
            foundation.alarms().clear("site", TRAPS);
            return address;
        } catch (IllegalArgumentException e) {
            foundation.alarms().raise("site", TRAPS, Severity.MINOR, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<SiteDescription> describe(Settings settings, ProfileLibrary profiles, Problems problems) {
        SiteReader reader = new SiteReader(SiteRules.of(
                Protocols.OPTIONS,
                Stream.concat(Protocols.RECOGNISED.stream(), profiles.ids().stream())
                        .collect(Collectors.toSet())));
        if (!settings.description().isBlank()) {
            return reader.read("site description", settings.description(), problems);
        }
        if (settings.file().isEmpty()) {
            throw new IllegalArgumentException("it is not described; give a file or a text in the form Tieline site");
        }
        return reader.read(Path.of(settings.file()), problems);
    }
}
