package io.tieline.kura;

import io.tieline.model.Command;
import io.tieline.model.CommandPort;
import io.tieline.model.CommandResult;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.TypedValue;
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

/**
 * The whole site as one Kura driver: a channel is a point of the one model.
 *
 * <p>Reading copies the live image and never waits, so a dead device cannot hold up an asset. Without a site the driver
 * is still there, or the console could not show it. Factory component, because Kura's driver pages break on a driver
 * that is none.
 */
@Component(
        name = SiteDriver.PID,
        service = {Driver.class, ConfigurableComponent.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        // Kura never asks for the service: it only looks at its reference.
        immediate = true)
@Designate(ocd = SiteDriverForm.class, factory = true)
public final class SiteDriver implements Driver, ConfigurableComponent {

    static final String PID = "io.tieline.kura.Driver";

    private final SiteClock clock = SiteClock.system();
    private final @Nullable LiveImage image;
    private final @Nullable CommandPort commands;
    private volatile Settings settings;
    private final ExecutorService listenerThread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "tieline-kura-listen"));
    private final Listening listening;

    private record Settings(boolean acceptUncertain, Duration writeTimeout) {

        static Settings of(SiteDriverForm form) {
            // Kura does not enforce the bounds of a form.
            return new Settings(
                    form.accept_uncertain(), Duration.ofMillis(Math.min(60_000, Math.max(100, form.write_timeout()))));
        }
    }

    @Activate
    public SiteDriver(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    LiveImage image,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    CommandPort commands,
            SiteDriverForm form) {
        this(image, commands, Settings.of(form));
    }

    SiteDriver(
            @Nullable LiveImage image, @Nullable CommandPort commands, boolean acceptUncertain, Duration writeTimeout) {
        this(image, commands, new Settings(acceptUncertain, writeTimeout));
    }

    private SiteDriver(@Nullable LiveImage image, @Nullable CommandPort commands, Settings settings) {
        this.image = image;
        this.commands = commands;
        this.settings = settings;
        this.listening = new Listening(image, listenerThread, this::acceptsUncertain);
    }

    /** Kura sends a form whenever it likes; a driver made anew would cost every asset its listeners. */
    @Modified
    void modified(SiteDriverForm form) {
        settings = Settings.of(form);
    }

    private boolean acceptsUncertain() {
        return settings.acceptUncertain();
    }

    @Deactivate
    public void deactivate() throws Exception {
        listening.close();
        listenerThread.shutdownNow();
    }

    /** The gateway is connected to its devices by itself. */
    @Override
    public void connect() {}

    @Override
    public void disconnect() {}

    @Override
    public ChannelDescriptor getChannelDescriptor() {
        Tad point = new Tad();
        point.setId(PointAddress.ATTRIBUTE);
        point.setName(PointAddress.ATTRIBUTE);
        point.setType(Tscalar.STRING);
        point.setRequired(true);
        point.setCardinality(0);
        point.setDefault("cab-01/battery.soc");
        point.setDescription("Point of the site, DEVICE/POINT; to write, DEVICE/COMMAND.");
        // Kura's console may change the list it gets.
        return () -> new ArrayList<>(List.of(point));
    }

    @Override
    public void read(List<ChannelRecord> records) {
        new SiteRead(image, records, this::acceptsUncertain).execute();
    }

    @Override
    public PreparedRead prepareRead(List<ChannelRecord> records) {
        return new SiteRead(image, records, this::acceptsUncertain);
    }

    @Override
    public void write(List<ChannelRecord> records) {
        // All are sent before the first is waited for: the slowest device decides, not the sum.
        List<CompletableFuture<Void>> answers =
                records.stream().map(this::write).toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<Void> write(ChannelRecord channel) {
        try {
            PointAddress address = PointAddress.of(channel.getChannelConfig());
            if (commands == null) {
                throw new IllegalArgumentException("the gateway takes no commands at present; see its alarms");
            }
            if (address.point().equals(Command.POWER_SET)) {
                throw new IllegalArgumentException(
                        "the power of a battery is decided by the gateway's control; give it a schedule instead");
            }
            Duration writeTimeout = settings.writeTimeout();
            Command command =
                    new Command(address.point(), argument(channel), Duration.ZERO, writeTimeout, "kura asset");
            // The grace covers the way back; a port that keeps its promise never needs it.
            return commands.submit(address.device(), command)
                    .toCompletableFuture()
                    .orTimeout(writeTimeout.toMillis() + 1000, TimeUnit.MILLISECONDS)
                    .exceptionally(e -> new CommandResult.TimedOut(causeOf(e)))
                    .thenAccept(result -> report(result, channel));
        } catch (IllegalArgumentException e) {
            ChannelValue.fail(channel, e.getMessage(), e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static String causeOf(Throwable e) {
        return (e instanceof CompletionException && e.getCause() != null ? e.getCause() : e).toString();
    }

    private static double argument(ChannelRecord channel) {
        TypedValue<?> value = channel.getValue();
        Object argument = value == null ? "" : value.getValue();
        if (argument instanceof Number number) {
            return number.doubleValue();
        }
        if (argument instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        throw new IllegalArgumentException("a command takes a number or a boolean, not \"" + argument + "\"");
    }

    private void report(CommandResult result, ChannelRecord channel) {
        channel.setTimestamp(clock.utcMillis());
        if (result instanceof CommandResult.Confirmed) {
            ChannelValue.succeed(channel);
        } else if (result instanceof CommandResult.Refused refused) {
            ChannelValue.fail(channel, refused.why(), null);
        } else if (result instanceof CommandResult.TimedOut timedOut) {
            ChannelValue.fail(channel, "not confirmed in time: " + timedOut.what(), null);
        }
    }

    @Override
    public void registerChannelListener(Map<String, Object> channelConfig, ChannelListener listener)
            throws ConnectionException {
        try {
            listening.add(channelConfig, listener);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(e);
        }
    }

    @Override
    public void unregisterChannelListener(ChannelListener listener) {
        listening.remove(listener);
    }
}
