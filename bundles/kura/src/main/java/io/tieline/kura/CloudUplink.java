package io.tieline.kura;

import io.tieline.journal.Journal;
import io.tieline.model.SiteClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the journal to whatever cloud Kura is connected to. Idle until a publisher is chosen in the console. */
@Component(
        name = CloudUplink.PID,
        service = ConfigurableComponent.class,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        // Kura never asks for the service: it only looks at its reference.
        immediate = true)
@Designate(ocd = CloudUplinkForm.class)
public final class CloudUplink implements ConfigurableComponent {

    static final String PID = "io.tieline.kura.CloudUplink";

    private static final Logger LOG = LoggerFactory.getLogger(CloudUplink.class);

    private final SiteClock clock = SiteClock.system();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tieline-kura-uplink"));
    private final @Nullable Journal journal;
    private final @Nullable CloudPublisher publisher;
    private @Nullable Settings settings;
    private Runnable stop = () -> {};
    private boolean failing;

    private record Settings(int samplesPerMessage, int interval, Duration confirmTimeout) {

        static Settings of(CloudUplinkForm form) {
            // Kura does not enforce the bounds of a form.
            return new Settings(
                    Math.min(50_000, Math.max(100, form.samples_per_message())),
                    Math.max(1, form.interval()),
                    Duration.ofSeconds(Math.max(10, form.confirm_timeout())));
        }
    }

    @Activate
    public CloudUplink(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Journal journal,
            @Reference(
                            name = "CloudPublisher",
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    CloudPublisher publisher,
            CloudUplinkForm form) {
        this.journal = journal;
        this.publisher = publisher;
        modified(form);
    }

    /** Equal settings, which Kura sends again and again, change nothing: what waits for its confirmation still does. */
    @Modified
    synchronized void modified(CloudUplinkForm form) {
        Settings wanted = Settings.of(form);
        if (journal != null && publisher != null && !wanted.equals(settings)) {
            stop.run();
            stop = start(journal, publisher, wanted);
        }
        settings = wanted;
    }

    private Runnable start(Journal record, CloudPublisher cloud, Settings wanted) {
        CloudFeed feed = new CloudFeed(
                Backlog.of(record.cursor("kura-cloud")), cloud, wanted.samplesPerMessage(), wanted.confirmTimeout());
        CloudDeliveryListener confirmations = feed::confirmed;
        cloud.registerCloudDeliveryListener(confirmations);
        ScheduledFuture<?> steps =
                thread.scheduleWithFixedDelay(() -> step(feed), wanted.interval(), wanted.interval(), TimeUnit.SECONDS);
        return () -> {
            steps.cancel(false);
            cloud.unregisterCloudDeliveryListener(confirmations);
        };
    }

    @Deactivate
    public synchronized void deactivate() {
        thread.shutdownNow();
        stop.run();
    }

    /** One line when it begins to fail and one when it is over, not one per attempt. */
    private void step(CloudFeed feed) {
        try {
            feed.step(clock.monotonicNanos());
            if (failing) {
                LOG.info("the Kura cloud connection takes messages again");
            }
            failing = false;
        } catch (KuraException | RuntimeException e) {
            if (!failing) {
                LOG.warn("the Kura cloud connection takes no messages, the journal keeps them: {}", e.toString());
            }
            failing = true;
        }
    }
}
