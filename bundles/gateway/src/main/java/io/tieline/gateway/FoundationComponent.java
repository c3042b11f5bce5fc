package io.tieline.gateway;

import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import java.time.Instant;
import org.eclipse.kura.crypto.CryptoService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Makes the {@link Foundation}. The framework property {@value #CLOCK_FACTOR} lets the time of the site run faster, and
 * {@value #CLOCK_START} sets where it starts: the demo replays a day in minutes with them.
 */
@Component(service = Foundation.class)
public final class FoundationComponent implements Foundation {

    static final String CLOCK_FACTOR = "tieline.clock.factor";
    static final String CLOCK_START = "tieline.clock.start";

    private final SiteClock clock;
    private final EventHub events = new EventHub();
    private final AlarmBoard alarms;
    private final Secrets secrets;

    @Activate
    public FoundationComponent(
            BundleContext context,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable CryptoService crypto) {
        clock = clock(context.getProperty(CLOCK_FACTOR), context.getProperty(CLOCK_START));
        alarms = new AlarmBoard(clock, events);
        secrets = new Secrets(crypto == null ? null : crypto::decryptAes);
    }

    private static SiteClock clock(@Nullable String factor, @Nullable String start) {
        if (factor == null) {
            return SiteClock.system();
        }
        long startUtcMillis = start == null
                ? System.currentTimeMillis()
                : Instant.parse(start).toEpochMilli();
        return SiteClock.accelerated(SiteClock.system(), startUtcMillis, Double.parseDouble(factor));
    }

    @Override
    public SiteClock clock() {
        return clock;
    }

    @Override
    public EventHub events() {
        return events;
    }

    @Override
    public AlarmBoard alarms() {
        return alarms;
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }
}
