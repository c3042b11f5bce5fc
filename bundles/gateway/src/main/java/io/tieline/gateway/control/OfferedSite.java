package io.tieline.gateway.control;

import io.tieline.gateway.record.Recorder;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.journal.Journal;
import io.tieline.model.CommandPort;
import io.tieline.model.CommandResult;
import io.tieline.model.LiveImage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Offers the one model, its record and the way to command it to bundles beside this one: the Kura driver above all. */
@Component(
        name = "io.tieline.gateway.OfferedSite",
        service = {})
public final class OfferedSite {

    private final ServiceRegistration<LiveImage> image;
    private final ServiceRegistration<CommandPort> commands;
    private final ServiceRegistration<Journal> journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ControlLoop control;

    @Activate
    public OfferedSite(BundleContext context, @Reference Recorder recorder, @Reference SiteRuntime site) {
        journal = context.registerService(Journal.class, recorder.journal(), null);
        image = context.registerService(LiveImage.class, site.image(), null);
        commands = context.registerService(
                CommandPort.class, new GuardedCommands(devices(site), () -> Optional.ofNullable(control)), null);
    }

    private static CommandPort devices(SiteRuntime site) {
        return (device, command) -> site.image()
                .device(device)
                .map(known -> site.engine().submit(known.device().index(), command))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new CommandResult.Refused("there is no device " + device + "; see the site description")));
    }

    @Deactivate
    void deactivate() {
        commands.unregister();
        image.unregister();
        journal.unregister();
    }
}
