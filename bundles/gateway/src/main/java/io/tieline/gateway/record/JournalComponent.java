package io.tieline.gateway.record;

import io.tieline.gateway.foundation.DataDirectory;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.model.Severity;
import java.nio.file.Path;
import java.util.Optional;
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

/** Opens the durable record and hands every event to it. */
@Component(
        name = JournalComponent.PID,
        configurationPid = JournalComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = JournalComponent.Form.class)
public final class JournalComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.Journal";

    /** The form of the journal. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline journal",
            description = "The durable record of samples, decisions, commands and alarms.")
    public @interface Form {
        @AttributeDefinition(
                name = "Directory",
                description = "Where the record is kept; empty: below the data directory of the gateway.",
                required = false)
        String directory() default "";

        @AttributeDefinition(
                name = "Disk budget in MiB",
                description = "Above it the oldest samples go; events are never dropped.",
                min = "16",
                max = "16777216")
        int disk_budget() default 8192;
    }

    private record Settings(Path directory, long maximumBytes) {}

    private final Part<Settings, Recorder> part;
    private final Path data;

    @Activate
    public JournalComponent(BundleContext context, @Reference Foundation foundation, Form form) {
        data = DataDirectory.of(context);
        Refusal refusal = new Refusal(
                foundation.alarms(), "journal", "journal.settings", Severity.CRITICAL, "Nothing is recorded");
        part = new Part<>(context, Recorder.class, refusal, settings -> Optional.of(() -> open(settings, foundation)));
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(new Settings(
                form.directory().isEmpty() ? data.resolve("journal") : Path.of(form.directory()),
                Math.max(16, form.disk_budget()) * (1L << 20)));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }

    private static Recorder open(Settings settings, Foundation foundation) {
        Journal journal = Journal.open(
                settings.directory(),
                JournalSettings.standard().withMaximumBytes(settings.maximumBytes()),
                foundation.clock(),
                foundation.alarms());
        return new Recorder(journal, foundation.events().listen(journal));
    }
}
