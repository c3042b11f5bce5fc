package io.tieline.gateway.page;

import io.tieline.console.ConsoleData;
import io.tieline.console.Lookup;
import io.tieline.console.OperatorActions;
import io.tieline.gateway.commissioning.CommissioningPages;
import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.foundation.Closing;
import io.tieline.gateway.foundation.DataDirectory;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.neighbour.Neighbours;
import io.tieline.gateway.operation.Operation;
import io.tieline.gateway.operation.RunningParts;
import io.tieline.gateway.record.Recorder;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.gateway.update.Updating;
import io.tieline.northbound.Metrics;
import io.tieline.uplink.Uplink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees whichever parts run, and stops them in good order: when the framework begins to stop, reading ends first, then the
 * journal writes what it holds, then the uplink sends it, then a summary of the run is left in the data directory.
 */
@Component(
        name = "io.tieline.gateway.OperationComponent",
        service = {Operation.class, Lookup.class},
        immediate = true)
public final class OperationComponent implements Operation, RunningParts, Lookup {

    private static final Logger LOG = LoggerFactory.getLogger("tieline");

    /** Long enough for a healthy broker, short enough for an operator who waits for a restart. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final BundleContext context;
    private final Foundation foundation;
    private final OperatorView view;
    private final OperatorDesk desk;
    private final Lookup lookup;
    private final SynchronousBundleListener stopping = this::onBundleEvent;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Recorder recorder;

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

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Uplink uplink;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Updating updating;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Neighbours neighbours;

    private volatile Duration drain = DRAIN;

    @Activate
    public OperationComponent(BundleContext context, @Reference Foundation foundation) {
        this.context = context;
        this.foundation = foundation;
        this.desk = new OperatorDesk(
                this, () -> Optional.ofNullable(updating), foundation.alarms(), CommissioningPages.folder(context));
        this.view = new OperatorView(this, foundation);
        this.lookup = Lookup.of(view, desk, foundation.clock());
        context.addBundleListener(stopping);
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(stopping);
        view.close();
    }

    @Override
    public ConsoleData view() {
        return view;
    }

    @Override
    public OperatorActions actions() {
        return desk;
    }

    @Override
    public Answer get(String resource, Optional<String> limit) {
        return lookup.get(resource, limit);
    }

    @Override
    public String metrics() {
        SiteRuntime running = site;
        return running == null ? "" : Metrics.prometheus(running.image());
    }

    @Override
    public RunningParts parts() {
        return this;
    }

    @Override
    public void restartComes() {
        drain = Duration.ZERO;
    }

    @Override
    public @Nullable Recorder recorder() {
        return recorder;
    }

    @Override
    public @Nullable SiteRuntime site() {
        return site;
    }

    @Override
    public @Nullable ControlLoop control() {
        return control;
    }

    @Override
    public @Nullable Uplink uplink() {
        return uplink;
    }

    private void onBundleEvent(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            stopInGoodOrder();
        }
    }

    private void stopInGoodOrder() {
        ControlLoop deciding = control;
        SiteRuntime reading = site;
        Recorder recording = recorder;
        Uplink sending = uplink;
        Neighbours others = neighbours;
        if (deciding != null) {
            Closing.quietly(deciding);
        }
        if (others != null) {
            Closing.quietly(others);
        }
        if (reading != null) {
            Closing.quietly(reading.engine());
        }
        if (recording != null) {
            flush(recording);
        }
        if (sending != null) {
            sending.close(drain);
        }
        Path summary = DataDirectory.of(context).resolve("last-run.json");
        new RunSummary(this, foundation).write(summary);
    }

    private static void flush(Recorder recording) {
        try {
            recording.journal().flush().toCompletableFuture().get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the journal could not write its last block: {}", e.toString());
        }
    }
}
