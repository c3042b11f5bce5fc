package io.tieline.southbound;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.EventSink;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Keeps the image of the site fresh and carries out commands.
 *
 * <p>Every device has its own little loop; a device that is dead, slow or talks rubbish delays no other. Nothing here
 * blocks, so one scheduler thread serves hundreds of devices. Thread-safe.
 */
public final class PollEngine implements AutoCloseable {

    private final List<DeviceTarget> targets;
    private final LiveImage image;
    private final Map<String, Protocol> byScheme = new HashMap<>();
    private final Surroundings around;
    private final CommandGate gate;
    private final List<DeviceLoop> loops = new ArrayList<>();

    /**
     * @param targets one for each device of the image, in its order
     * @param protocols theirs to close stays with the caller, like the scheduler
     * @param clock stamps what happens; may run faster than real time
     * @param scheduler one thread is enough
     * @param monotonicNanos real time, {@link System#nanoTime}; what the scheduler's delays are measured by
     * @param random draws the jitter of reconnects
     * @throws IllegalArgumentException if a target speaks a protocol that is not there or is not the image's device
     */
    public PollEngine(
            LiveImage image,
            List<DeviceTarget> targets,
            List<Protocol> protocols,
            SiteClock clock,
            ScheduledExecutorService scheduler,
            LongSupplier monotonicNanos,
            Random random,
            AlarmBoard alarms,
            EventSink events) {
        this(image, targets, protocols, clock, scheduler, monotonicNanos, random, alarms, events, PollWatch.NONE);
    }

    /** @param watch hears of every poll whether it began in time */
    public PollEngine(
            LiveImage image,
            List<DeviceTarget> targets,
            List<Protocol> protocols,
            SiteClock clock,
            ScheduledExecutorService scheduler,
            LongSupplier monotonicNanos,
            Random random,
            AlarmBoard alarms,
            EventSink events,
            PollWatch watch) {
        this.targets = List.copyOf(targets);
        this.image = image;
        around = new Surroundings(clock, scheduler, monotonicNanos, random, alarms, events, new LongAdder());
        gate = new CommandGate(around);
        protocols.forEach(protocol -> protocol.schemes().forEach(scheme -> byScheme.put(scheme, protocol)));
        if (targets.size() != image.devices().size()) {
            throw new IllegalArgumentException(
                    targets.size() + " targets for " + image.devices().size() + " devices");
        }
        long now = monotonicNanos.getAsLong();
        for (DeviceTarget target : this.targets) {
            loops.add(loop(target, now));
        }
    }

    private DeviceLoop loop(DeviceTarget target, long now) {
        Device device = target.device();
        DeviceImage its = image.device(device.index());
        if (!its.device().equals(device)) {
            throw new IllegalArgumentException("the image has " + its.device() + " where the targets have " + device);
        }
        Protocol protocol =
                byScheme.get(String.valueOf(target.uri().getScheme()).toLowerCase(Locale.ROOT));
        if (protocol == null) {
            throw new IllegalArgumentException("no protocol for " + target + "; there are " + byScheme.keySet());
        }
        // Spread over one poll, so that the devices do not all ask at the same moment.
        long offset = target.poll().toNanos() * device.index() / targets.size();
        return new DeviceLoop(target, its, protocol, around, now + offset);
    }

    /** Begins to connect and poll. */
    public void start() {
        loops.forEach(DeviceLoop::wake);
    }

    /**
     * Carries out a command and records how it ended. The stage completes normally, within the command's timeout.
     *
     * @param device its index in the site
     */
    public CompletionStage<CommandResult> submit(int device, Command command) {
        return submit(device, command, false);
    }

    CompletionStage<CommandResult> submit(int device, Command command, boolean silent) {
        if (device < 0 || device >= loops.size()) {
            return CompletableFuture.completedFuture(
                    new CommandResult.Refused("The site has no device number " + device + "."));
        }
        return gate.send(loops.get(device), command, silent);
    }

    /** @param device its index in the site */
    public DeviceStatus status(int device) {
        return loops.get(device).status();
    }

    public List<DeviceStatus> status() {
        return loops.stream().map(DeviceLoop::status).toList();
    }

    /** Values that have reached the image since the start, good and bad. */
    public long pointsRead() {
        return around.pointsRead().sum();
    }

    /** The number of the session commands to a device go to; 0: none, or it was not read yet. */
    long writableSession(int device) {
        DeviceLoop loop = loops.get(device);
        return loop.writable() == null ? 0 : loop.sessions();
    }

    Surroundings surroundings() {
        return around;
    }

    LiveImage image() {
        return image;
    }

    /** Ends the polls and closes the sessions; what still arrives is ignored. */
    @Override
    public void close() {
        loops.forEach(DeviceLoop::close);
    }
}
