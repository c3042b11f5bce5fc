package io.tieline.gateway.site;

import io.tieline.gateway.foundation.Closing;
import io.tieline.gateway.foundation.DaemonThreads;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.record.Recorder;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.profile.ProfileLibrary;
import io.tieline.site.SiteDescription;
import io.tieline.site.SiteDevice;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollEngine;
import io.tieline.southbound.Protocol;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A site being read: its description, its live image and the engine that keeps it live.
 *
 * @param recording the journal's subscription to the image
 */
public record SiteRuntime(
        SiteDescription description,
        LiveImage image,
        PollEngine engine,
        List<Protocol> protocols,
        ScheduledExecutorService scheduler,
        AutoCloseable recording)
        implements AutoCloseable {

    static SiteRuntime start(
            SiteDescription site,
            ProfileLibrary profiles,
            Path data,
            Foundation foundation,
            Recorder recorder,
            Optional<InetSocketAddress> traps) {
        List<DeviceTarget> targets = targets(site);
        LiveImage image =
                new LiveImage(targets.stream().map(DeviceTarget::device).toList());
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("poll"));
        // Its threads end when they have nothing to do.
        Executor aside = Executors.newCachedThreadPool(DaemonThreads.named("secrets"));
        List<Protocol> protocols =
                Protocols.all(profiles, data, foundation.clock(), foundation.alarms(), traps).stream()
                        .<Protocol>map(protocol -> new SecretProtocol(protocol, foundation.secrets(), aside))
                        .toList();
        PollEngine engine = new PollEngine(
                image,
                targets,
                protocols,
                foundation.clock(),
                scheduler,
                System::nanoTime,
                new Random(),
                foundation.alarms(),
                foundation.events());
        AutoCloseable recording = image.listen(recorder.journal()::record);
        engine.start();
        foundation
                .events()
                .accept(Event.state(
                        foundation.clock().utcMillis(),
                        "site",
                        site.name() + ": reading " + targets.size() + " devices"));
        return new SiteRuntime(site, image, engine, protocols, scheduler, recording);
    }

    private static List<DeviceTarget> targets(SiteDescription site) {
        List<DeviceTarget> targets = new ArrayList<>();
        for (SiteDevice device : site.devices()) {
            targets.add(new DeviceTarget(
                    device.device(),
                    device.address(),
                    device.profile(),
                    device.poll(),
                    device.timeout(),
                    device.options()));
        }
        return targets;
    }

    @Override
    public void close() {
        Closing.quietly(engine);
        protocols.forEach(Closing::quietly);
        scheduler.shutdownNow();
        Closing.quietly(recording);
    }
}
