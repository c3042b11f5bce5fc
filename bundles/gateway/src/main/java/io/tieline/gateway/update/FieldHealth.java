package io.tieline.gateway.update;

import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.operation.RunningParts;
import io.tieline.gateway.record.Recorder;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.journal.JournalStatus;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.southbound.DeviceStatus;
import io.tieline.update.HealthCheck;
import io.tieline.uplink.Uplink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Whether the gateway does its work at least as well as before an update: bundles, components, data from the field. */
final class FieldHealth implements HealthCheck {

    private final BundleContext framework;
    private final ServiceComponentRuntime components;
    private final RunningParts parts;
    private final Predicate<Bundle> counted;
    private final Path before;
    private final long beginNanos;

    /**
     * A health check.
     *
     * @param counted the bundles that have to be active; a host has some of its own that never are
     * @param before the file that carries the condition over the update
     * @param beginNanos when the updates began to work, on the clock of the control loop
     */
    FieldHealth(
            BundleContext framework,
            ServiceComponentRuntime components,
            RunningParts parts,
            Predicate<Bundle> counted,
            Path before,
            long beginNanos) {
        this.framework = framework;
        this.components = components;
        this.parts = parts;
        this.counted = counted;
        this.before = before;
        this.beginNanos = beginNanos;
    }

    @Override
    public void remember() throws IOException {
        now().store(before);
    }

    @Override
    public boolean steers() {
        ControlLoop control = parts.control();
        return (control != null && control.turns() > 0) || !decidedBefore();
    }

    @Override
    public Duration steeredAfter() {
        try {
            return Duration.ofMillis(Condition.load(before).steeredAfterMillis());
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    @Override
    public boolean decides() {
        return isDeciding() || !decidedBefore();
    }

    private boolean decidedBefore() {
        try {
            return Condition.load(before).deciding();
        } catch (IOException e) {
            // Without a word about before, a decision is asked for.
            return true;
        }
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Bundle bundle : framework.getBundles()) {
            boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
            if (counted.test(bundle) && bundle.getState() != (fragment ? Bundle.RESOLVED : Bundle.ACTIVE)) {
                problems.add(bundle.getSymbolicName() + " " + bundle.getVersion() + " is not active");
            }
        }
        try {
            problems.addAll(now().worseThan(Condition.load(before)));
        } catch (IOException e) {
            problems.add("nobody knows how it was before: " + e.getMessage());
        }
        return problems;
    }

    /** How well the gateway does at this moment. */
    Condition now() {
        Uplink uplink = parts.uplink();
        return new Condition(
                goodDevices(),
                steeredAfterMillis(),
                isDeciding(),
                isRecording(),
                uplink != null && uplink.status().connected(),
                satisfied());
    }

    private long steeredAfterMillis() {
        ControlLoop control = parts.control();
        return control == null || control.turns() == 0
                ? 0
                : Math.max(0, TimeUnit.NANOSECONDS.toMillis(control.firstTurnNanos() - beginNanos));
    }

    private boolean isDeciding() {
        ControlLoop control = parts.control();
        return control != null && control.latest().isPresent();
    }

    private boolean isRecording() {
        Recorder recorder = parts.recorder();
        return recorder != null
                && recorder.journal().status().state() == JournalStatus.State.RECORDING
                && recorder.journal().status().written() > 0;
    }

    /** Of a device that does not answer some values stay good, those of its nameplate for instance: it has to answer, too. */
    private int goodDevices() {
        SiteRuntime site = parts.site();
        return site == null
                ? 0
                : (int) site.engine().status().stream()
                        .filter(status -> status.state() == DeviceStatus.State.ONLINE)
                        .map(status ->
                                site.image().devices().get(status.device().index()))
                        .filter(FieldHealth::isGood)
                        .count();
    }

    private static boolean isGood(DeviceImage device) {
        DeviceSnapshot snapshot = new DeviceSnapshot();
        device.read(snapshot);
        for (int point = 0; point < snapshot.points().size(); point++) {
            if (snapshot.quality(point).isGood()) {
                return true;
            }
        }
        return false;
    }

    private Set<String> satisfied() {
        Set<String> satisfied = new TreeSet<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO instance : components.getComponentConfigurationDTOs(description)) {
                if ((instance.state & (ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE)) != 0) {
                    satisfied.add(description.name);
                }
            }
        }
        return satisfied;
    }
}
