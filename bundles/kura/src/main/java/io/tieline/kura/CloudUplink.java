package io.tieline.kura;

import io.tieline.journal.Journal;
import io.tieline.model.SiteClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
    private final @Nullable CloudPublisher publisher;
    private final CloudDeliveryListener confirmations;
    private boolean failing;

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
        if (journal == null || publisher == null) {
            this.publisher = null;
            this.confirmations = messageId -> {};
            return;
        }
        // Kura does not enforce the bounds of a form.
        CloudFeed feed = new CloudFeed(
                Backlog.of(journal.cursor("kura-cloud")),
                publisher,
                Math.min(50_000, Math.max(100, form.samples_per_message())),
                Duration.ofSeconds(Math.max(10, form.confirm_timeout())));
        this.publisher = publisher;
        this.confirmations = feed::confirmed;
        publisher.registerCloudDeliveryListener(confirmations);
        int interval = Math.max(1, form.interval());
        var unused = thread.scheduleWithFixedDelay(() -> step(feed), interval, interval, TimeUnit.SECONDS);
    }

    @Deactivate
    public void deactivate() {
        thread.shutdownNow();
        if (publisher != null) {
            publisher.unregisterCloudDeliveryListener(confirmations);
        }
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
