package io.tieline.rig.scenario;

import io.tieline.control.Decision;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.replay.Frame;
import io.tieline.gateway.control.Journalling;
import io.tieline.gateway.update.UpdateGate;
import io.tieline.model.Alarm;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.virtual.Manner;
import io.tieline.rig.virtual.VirtualGateway;
import io.tieline.rig.virtual.VirtualSite;
import io.tieline.rig.virtual.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A stage in computed time: the wire is simulated, the gateway's engine, keeper and control loop are the real ones. */
final class VirtualStage implements Stage, Stage.Words {

    /** Where there is one, files in memory: a disk that is forced to write has a pace of its own. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Scenario scenario;
    private final VirtualTime time;
    private final VirtualSite site;
    private final Path folder;
    private final List<Event> events = new ArrayList<>();
    private final Consumer<Frame> tape;
    private VirtualGateway gateway;
    private boolean wanCut;

    private VirtualStage(Scenario scenario, Path folder, Consumer<Frame> tape) {
        this.scenario = scenario;
        this.tape = tape;
        this.folder = folder;
        this.time = new VirtualTime(scenario.site().start().toEpochMilli());
        this.site = new VirtualSite(PlantBuilder.build(scenario.site()), PlantBuilder.looks(scenario.site()));
        // Without it the gateway's first reading would be a site without any load.
        this.site.plant().step(0, time.trueUtcMillis(), 0, 0);
        this.gateway = start();
    }

    /** Plays a scenario in computed time. */
    static ScenarioRun.Verdict play(Scenario scenario, Optional<ScenarioTrace> trace) throws IOException {
        return play(scenario, trace, frame -> {});
    }

    /**
     * Plays a scenario in computed time.
     *
     * @param tape takes what every decision was made from
     */
    static ScenarioRun.Verdict play(Scenario scenario, Optional<ScenarioTrace> trace, Consumer<Frame> tape)
            throws IOException {
        Path folder = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "tieline-scenario-")
                : Files.createTempDirectory("tieline-scenario-");
        if (scenario.refused().isPresent()) {
            return refusal(scenario, scenario.refused().get(), folder);
        }
        try (VirtualStage stage = new VirtualStage(scenario, folder, tape)) {
            return ScenarioRun.play(
                    scenario,
                    stage,
                    moment -> stage.run(() -> {
                        trace.ifPresent(it -> it.look(stage));
                        moment.run();
                    }));
        }
    }

    /** Such a site must not be taken on at all. */
    private static ScenarioRun.Verdict refusal(Scenario scenario, String why, Path folder) {
        String found = "it was taken on";
        try (VirtualStage stage = new VirtualStage(scenario, folder, frame -> {})) {
            return ScenarioRun.refusal(scenario, why, found);
        } catch (IllegalArgumentException e) {
            return ScenarioRun.refusal(scenario, why, String.valueOf(e.getMessage()));
        }
    }

    private void run(Runnable atEveryMoment) {
        long step = scenario.site().step().toNanos();
        for (long now = step; now <= scenario.lastsNanos(); now += step) {
            time.passUntil(now);
            site.plant().step(now, time.trueUtcMillis(), step / 1e9, step / 1e9);
            atEveryMoment.run();
        }
    }

    private VirtualGateway start() {
        return site.start(time, this::poll, scenario.settings(), record(), stateFile());
    }

    private Journalling record() {
        return new Journalling() {
            @Override
            public CompletionStage<?> append(Event event) {
                events.add(event);
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public CompletionStage<?> append(Frame frame, long utcMillis, boolean now) {
                tape.accept(frame);
                return CompletableFuture.completedFuture(true);
            }
        };
    }

    private Duration poll(Device device) {
        return device.kind() == DeviceKind.METER
                ? scenario.site().meterPoll()
                : scenario.site().poll();
    }

    private Path stateFile() {
        return folder.resolve("state").resolve("control.state");
    }

    @Override
    public Plant plant() {
        return site.plant();
    }

    @Override
    public Words words() {
        return this;
    }

    @Override
    public long nanos() {
        return time.monotonicNanos();
    }

    @Override
    public void behave(String device, Manner manner) {
        site.behave(device, manner);
    }

    @Override
    public void meterFactor(String meter, double factor) {
        site.meterFactor(meter, factor);
    }

    @Override
    public void killGateway() {
        gateway.kill();
    }

    @Override
    public void startGateway() {
        gateway = start();
    }

    @Override
    public void stepClock(long millis) {
        time.stepClock(millis);
    }

    @Override
    public void ask(LeaseRequest request) {
        if (!wanCut) {
            gateway.loop().offer(request);
        }
    }

    @Override
    public void announceGateway(String id, long epoch) {
        if (!wanCut) {
            gateway.loop().gateways().heard(id, epoch, false);
        }
    }

    @Override
    public void startCommissioning() {
        gateway.loop().startCommissioning("scenario");
    }

    @Override
    public long gatewayUtcMillis() {
        return time.utcMillis();
    }

    /** Nothing from upstream arrives then; what is recorded meanwhile is looked at over the wire. */
    @Override
    public void cutWan(boolean cut) {
        wanCut = cut;
    }

    @Override
    public void damageStateFile() {
        try {
            Files.createDirectories(folder.resolve("state"));
            Files.writeString(stateFile(), DAMAGED_STATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file where the folder should be: whoever runs this, no one can write below it. */
    @Override
    public void fillDisk(boolean full) {
        Path state = folder.resolve("state");
        Path aside = folder.resolve("state-aside");
        try {
            if (full) {
                if (Files.exists(state)) {
                    Files.move(state, aside);
                }
                Files.createFile(state);
            } else {
                Files.delete(state);
                if (Files.exists(aside)) {
                    Files.move(aside, state);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long writes(String cabinet, long sinceNanos) {
        return site.writes(cabinet, sinceNanos);
    }

    @Override
    public long calls(String device, long sinceNanos) {
        return site.calls(device, sinceNanos);
    }

    @Override
    public long duplicatesUpstream() {
        throw new UnsupportedOperationException("there is no uplink in computed time");
    }

    @Override
    public long historicalUpstream() {
        throw new UnsupportedOperationException("there is no uplink in computed time");
    }

    @Override
    public List<String> events() {
        return events.stream().map(Event::sentence).toList();
    }

    @Override
    public long askedNanos() {
        return nanos();
    }

    @Override
    public boolean isAlive() {
        return gateway.isAlive();
    }

    @Override
    public String gridState() {
        return decision()
                .map(it -> it.grid().state().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    @Override
    public String mode() {
        return decision().map(it -> it.mode().name().toLowerCase(Locale.ROOT)).orElse("");
    }

    @Override
    public String sentence() {
        return decision().map(Decision::sentence).orElse("");
    }

    @Override
    public String binding() {
        return decision()
                .map(it -> it.binding().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    @Override
    public String commissioning() {
        return gateway.loop()
                .commissioning()
                .last()
                .map(report -> (report.passed() ? "passed: " : "failed: ")
                        + report.results().stream()
                                .map(result -> result.cabinet() + " " + result.why())
                                .collect(Collectors.joining("; ")))
                .orElse("");
    }

    @Override
    public double powerW() {
        return decision().map(Decision::powerW).orElse(Double.NaN);
    }

    @Override
    public boolean alarm(String id) {
        return standing(id).isPresent();
    }

    @Override
    public String alarmText(String id) {
        return standing(id).map(Alarm::text).orElse("");
    }

    private Optional<Alarm> standing(String id) {
        return gateway.isAlive()
                ? gateway.alarms().standing().stream()
                        .filter(alarm -> alarm.id().equals(id) || alarm.type().equals(id))
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public long alarms(String type) {
        return gateway.alarms().standing().stream()
                .filter(alarm -> alarm.type().equals(type))
                .count();
    }

    @Override
    public boolean updateAllowed() {
        return UpdateGate.objection(gateway.loop().latest()).isEmpty();
    }

    @Override
    public Object decision(String path) {
        return decision().map(it -> RecordPath.value(it, path)).orElse(Double.NaN);
    }

    private Optional<Decision> decision() {
        return gateway.decision();
    }

    @Override
    public void close() {
        gateway.kill();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
