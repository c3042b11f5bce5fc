package io.tieline.kura;

import io.tieline.console.Lookup;
import io.tieline.uplink.RequestDoor;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests over every cloud connection Kura has, those that come later included. */
@Component(
        name = "io.tieline.kura.CloudRequests",
        service = {})
public final class CloudRequestsComponent {

    private static final Logger LOG = LoggerFactory.getLogger(CloudRequestsComponent.class);

    /** A value for a device may take 10 s until it is confirmed. */
    private static final Duration DEADLINE = Duration.ofSeconds(12);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Lookup lookup;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RequestDoor door;

    private final CloudRequests requests =
            new CloudRequests(() -> Optional.ofNullable(lookup), () -> Optional.ofNullable(door), DEADLINE);

    @Activate
    public CloudRequestsComponent() {
        // The connections come and go by themselves.
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addConnection(RequestHandlerRegistry connection) {
        try {
            connection.registerRequestHandler(CloudRequests.APPLICATION, requests);
        } catch (KuraException e) {
            LOG.warn("a cloud connection takes no requests for {}: {}", CloudRequests.APPLICATION, e.toString());
        }
    }

    void removeConnection(RequestHandlerRegistry connection) {
        try {
            connection.unregister(CloudRequests.APPLICATION);
        } catch (KuraException e) {
            LOG.warn("a cloud connection keeps asking for {}: {}", CloudRequests.APPLICATION, e.toString());
        }
    }

    @Deactivate
    void deactivate() {
        requests.close();
    }
}
