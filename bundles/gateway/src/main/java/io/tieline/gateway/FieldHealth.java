package io.tieline.gateway;

import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.update.HealthCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
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
    private final Supplier<Optional<SiteRuntime>> site;
    private final Path before;

    /**
     * A health check.
     *
     * @param before the file that carries the condition over the update
     */
    FieldHealth(
            BundleContext framework,
            ServiceComponentRuntime components,
            Supplier<Optional<SiteRuntime>> site,
            Path before) {
        this.framework = framework;
        this.components = components;
        this.site = site;
        this.before = before;
    }

    /** What there is now is what the next version is measured by. */
    void remember() throws IOException {
        now().store(before);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Bundle bundle : framework.getBundles()) {
            boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
            if (bundle.getState() != (fragment ? Bundle.RESOLVED : Bundle.ACTIVE)) {
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

    private Condition now() {
        return new Condition(goodPoints(), satisfied());
    }

    private int goodPoints() {
        int good = 0;
        for (DeviceImage device :
                site.get().map(running -> running.image().devices()).orElse(List.of())) {
            DeviceSnapshot snapshot = new DeviceSnapshot();
            device.read(snapshot);
            for (int point = 0; point < snapshot.points().size(); point++) {
                good += snapshot.quality(point).isGood() ? 1 : 0;
            }
        }
        return good;
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
