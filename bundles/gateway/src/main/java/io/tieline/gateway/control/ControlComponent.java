package io.tieline.gateway.control;

import io.tieline.control.replay.NamedSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GridSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Roles;
import io.tieline.gateway.commissioning.CommissioningPages;
import io.tieline.gateway.foundation.DataDirectory;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.objective.Objective;
import io.tieline.gateway.objective.SettingsInForce;
import io.tieline.gateway.record.Recorder;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.site.Role;
import io.tieline.site.SiteDescription;
import io.tieline.site.SiteDevice;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Runs the decision core on the live image. Has no form of its own: the objectives have theirs. */
@Component(
        name = "io.tieline.gateway.ControlComponent",
        service = {})
public final class ControlComponent {

    private static final String CONTROL = "control";

    private final ControlLoop loop;
    private final ServiceRegistration<ControlLoop> registration;

    @Activate
    public ControlComponent(
            BundleContext context,
            @Reference Foundation foundation,
            @Reference SettingsInForce inForce,
            @Reference Recorder recorder,
            @Reference SiteRuntime site,
            @Reference(target = "(objective=peak-shaving)") Objective shaving,
            @Reference(target = "(objective=backup-reserve)") Objective reserve,
            @Reference(target = "(objective=site-limits)") Objective limits,
            @Reference(target = "(objective=energy-price)") Objective price,
            @Reference(target = "(objective=smoothing)") Objective smoothing,
            @Reference(target = "(objective=commissioning)") Objective commissioning) {
        ControlSettings bare = ControlSettings.defaults(site.description().zone())
                .withStorage(new StorageSettings(site.description().devices().stream()
                        .filter(device -> device.role() == Role.STORAGE)
                        .map(device -> new StorageSettings.Unit(device.chemistry(), device.area()))
                        .toList()));
        List<Objective> forms = List.of(shaving, reserve, limits, price, smoothing, commissioning);
        ControlSettings settings = inForce.settle(
                        bare,
                        start ->
                                seeded(applied(forms, start), site.description().name()))
                .accelerated(Math.max(1, foundation.clockFactor()));
        Path state = DataDirectory.of(context).resolve("control.state");
        CommissioningPages pages = new CommissioningPages(
                CommissioningPages.folder(context),
                site.description().name(),
                site.description().zone());
        loop = new ControlLoop(
                settings,
                roles(site.description()),
                site.image(),
                site.engine(),
                Journalling.into(recorder.journal()),
                foundation.clock(),
                foundation.alarms(),
                report -> pages.keep(report, foundation.alarms()),
                new ControlStateFile(state),
                ControlLoop.Workers.threads());
        recorder.journal()
                .accept(new Event(
                        foundation.clock().utcMillis(),
                        Event.Kind.CONFIGURATION,
                        Severity.INFO,
                        CONTROL,
                        "The control begins with the settings given here",
                        NamedSettings.of(settings)));
        loop.firstDecision().thenRun(() -> foundation.underControl().complete(null));
        registration = context.registerService(ControlLoop.class, loop, null);
        loop.start();
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
        loop.close();
    }

    private static ControlSettings applied(List<Objective> forms, ControlSettings start) {
        ControlSettings settings = start;
        for (Objective form : forms) {
            settings = form.applyTo(settings);
        }
        return settings;
    }

    /** Neighbouring sites come back at different moments: the name is what tells them apart. */
    private static ControlSettings seeded(ControlSettings settings, String site) {
        GridSettings grid = settings.grid();
        return settings.withGrid(grid.withEnterService(grid.enterService().withSeed(site.hashCode())));
    }

    private static Roles roles(SiteDescription site) {
        return new Roles(
                site.device(Role.GRID_METER)
                        .map(meter -> meter.device().index())
                        .orElse(Roles.NONE),
                site.device(Role.LOAD_METER)
                        .map(meter -> meter.device().index())
                        .orElse(Roles.NONE),
                indexes(site, device -> device.role() == Role.STORAGE).stream()
                        .map(Roles.Cabinet::of)
                        .toList(),
                indexes(site, device -> device.device().kind() == DeviceKind.UPS),
                indexes(site, device -> device.device().kind() == DeviceKind.TRANSFER_SWITCH),
                indexes(site, device -> device.device().kind() == DeviceKind.SWITCHBOARD).stream()
                        .map(board -> new Roles.Breaker(board, 1))
                        .toList(),
                indexes(site, device -> device.device().kind() == DeviceKind.GENSET),
                site.devices().stream().flatMap(ControlComponent::outlets).toList());
    }

    private static Stream<Roles.Outlet> outlets(SiteDevice pdu) {
        return pdu.outlets().stream()
                .map(outlet -> new Roles.Outlet(
                        pdu.device().index(), outlet.number(), outlet.loadClass(), outlet.cooling(), outlet.worth()));
    }

    private static List<Integer> indexes(SiteDescription site, Predicate<SiteDevice> which) {
        return site.devices().stream()
                .filter(which)
                .map(device -> device.device().index())
                .toList();
    }
}
