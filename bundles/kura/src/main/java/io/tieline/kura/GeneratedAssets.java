package io.tieline.kura;

import io.tieline.model.LiveImage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the assets if the form of the site asks for them, on a thread of its own: nothing waits for Kura meanwhile. */
@Component(
        name = "io.tieline.kura.GeneratedAssets",
        service = {})
public final class GeneratedAssets {

    private static final Logger LOG = LoggerFactory.getLogger(GeneratedAssets.class);

    /** A device that has not answered may come any time. */
    private static final int LOOK_SECONDS = 10;

    private final AssetMaker maker;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tieline-kura-assets"));
    private String lastFailure = "";

    /**
     * @param wanted is there while the form asks for assets
     */
    @Activate
    public GeneratedAssets(
            @Reference(target = "(tieline.role=assets)") Boolean wanted,
            @Reference ConfigurationService configurations,
            @Reference LiveImage image) {
        this.maker = new AssetMaker(configurations, image);
        var unused = thread.scheduleWithFixedDelay(this::step, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void step() {
        try {
            if (maker.step()) {
                LOG.info("every device of the site has its asset");
                thread.shutdown();
            }
        } catch (KuraException | RuntimeException e) {
            // One line per reason, not one per attempt.
            if (!e.toString().equals(lastFailure)) {
                LOG.warn("an asset cannot be made, it is tried again: {}", e.toString());
            }
            lastFailure = e.toString();
        }
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
    }
}
