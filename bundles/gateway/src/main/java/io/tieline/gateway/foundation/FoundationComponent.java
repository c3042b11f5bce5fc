package io.tieline.gateway.foundation;

import io.tieline.lib.slf4j.LogSink;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.crypto.CryptoService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Makes the {@link Foundation}. The framework property {@value #CLOCK_FACTOR} lets the time of the site run faster;
 * {@value #CLOCK_START} is what the site's clock showed when ours showed {@value #CLOCK_ORIGIN} (milliseconds since
 * 1970). The demo replays a day in minutes with them. {@value #CLOCK_OFFSET} names a file from which the clock is set,
 * for trials of what a stepped clock does; {@value #CLOCK_LEASH} one that says how far time may go, for trials that wait for the
 * gateway: see {@link LeashedClock}.
 */
@Component(name = "io.tieline.gateway.FoundationComponent", service = Foundation.class)
public final class FoundationComponent implements Foundation {

    static final String CLOCK_FACTOR = "tieline.clock.factor";
    static final String CLOCK_START = "tieline.clock.start";
    static final String CLOCK_ORIGIN = "tieline.clock.origin";
    static final String CLOCK_OFFSET = "tieline.clock.offset.file";
    static final String CLOCK_LEASH = "tieline.clock.leash.file";

    private final SiteClock clock;
    private final EventHub events = new EventHub();
    private final AlarmBoard alarms;
    private final Secrets secrets;
    private final String instance = UUID.randomUUID().toString();
    private final double clockFactor;
    private final CompletableFuture<Void> underControl =
            new CompletableFuture<Void>().completeOnTimeout(null, CONTROL_WITHIN.toMillis(), TimeUnit.MILLISECONDS);

    @Activate
    public FoundationComponent(
            BundleContext context,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    CryptoService crypto) {
        String factor = context.getProperty(CLOCK_FACTOR);
        clockFactor = factor == null ? 1 : Double.parseDouble(factor);
        SiteClock unset = factor == null ? SiteClock.system() : driven(context, clockFactor);
        String offset = context.getProperty(CLOCK_OFFSET);
        clock = offset == null ? unset : new SteppedClock(unset, Path.of(offset));
        alarms = new AlarmBoard(clock, events);
        LogSink.use(new LibraryLogs());
        secrets = new Secrets(crypto == null ? null : crypto::decryptAes);
    }

    private static SiteClock driven(BundleContext context, double factor) {
        String start = context.getProperty(CLOCK_START);
        String leash = context.getProperty(CLOCK_LEASH);
        return leash == null || start == null
                ? accelerated(factor, start, context.getProperty(CLOCK_ORIGIN))
                : new LeashedClock(System::nanoTime, Instant.parse(start).toEpochMilli(), factor, Path.of(leash))
                        .watching();
    }

    private static SiteClock accelerated(double factor, @Nullable String start, @Nullable String origin) {
        long now = System.currentTimeMillis();
        long sinceOrigin = origin == null ? 0 : now - Long.parseLong(origin);
        long startUtcMillis = start == null ? now : Instant.parse(start).toEpochMilli();
        return SiteClock.accelerated(SiteClock.system(), startUtcMillis + (long) (sinceOrigin * factor), factor);
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

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public double clockFactor() {
        return clockFactor;
    }

    @Override
    public CompletableFuture<Void> underControl() {
        return underControl;
    }
}
