package io.tieline.southbound;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceSnapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way: interlock, write (twice at most, and only if that does no harm), look at the effect.
 *
 * <p>What forbids a command is asked of the device just before if it is not read at every poll anyway. The command's
 * timeout counts from the start of it all; what was not sent by then is refused, what was sent has timed out.
 */
final class Sending {

    private static final Runnable NOTHING = () -> {};

    private final Surroundings around;
    private final DeviceLoop device;
    private final Link link;
    private final Command command;
    private final boolean silent;
    private final CompletableFuture<CommandResult> result = new CompletableFuture<>();
    /** Either it goes out, or its time is over before: whoever sets it decides. */
    private final AtomicBoolean decided = new AtomicBoolean();

    private volatile boolean sent;

    /** @param silent its effect need not be looked at: it was said before */
    Sending(Surroundings around, DeviceLoop device, Link link, Command command, boolean silent) {
        this.around = around;
        this.device = device;
        this.link = link;
        this.command = command;
        this.silent = silent;
    }

    CompletionStage<CommandResult> start() {
        around.schedule(this::timeOut, command.timeout().toNanos());
        List<Integer> toAsk = Interlock.witnesses(command.name()).stream()
                .map(link::groupOf)
                .filter(group -> group >= 0 && !link.plan.isReadAtEveryPoll(group))
                .distinct()
                .toList();
        if (toAsk.isEmpty()) {
            go();
        } else {
            AtomicInteger open = new AtomicInteger(toAsk.size());
            toAsk.forEach(group -> device.requests().read(group, () -> {
                if (open.decrementAndGet() == 0) {
                    go();
                }
            }));
        }
        return result.whenComplete((end, error) -> showEffect());
    }

    private void timeOut() {
        if (decided.compareAndSet(false, true)) {
            result.complete(new CommandResult.Refused(
                    "It could not be asked within " + command.timeout().toMillis() + " ms whether " + command.name()
                            + " is allowed; nothing was sent."));
        } else {
            result.complete(new CommandResult.TimedOut(
                    "no confirmation within " + command.timeout().toMillis() + " ms"));
        }
    }

    private void go() {
        DeviceSnapshot snapshot = new DeviceSnapshot();
        device.image().read(snapshot);
        String refusal = device.writable() == link
                ? Interlock.refusal(command, snapshot)
                : "The connection to " + device.target() + " broke before it was sent.";
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        if (refusal != null) {
            result.complete(new CommandResult.Refused(refusal));
            return;
        }
        sent = true;
        int attempts = command.isIdempotent() ? 2 : 1;
        Command share = new Command(
                command.name(),
                command.argument(),
                command.reversion(),
                command.timeout().dividedBy(attempts),
                command.origin());
        if (attempts > 1) {
            around.schedule(() -> repeat(share), share.timeout().toNanos());
        }
        attempt(share);
    }

    private void repeat(Command share) {
        if (!result.isDone() && device.writable() == link) {
            attempt(share);
        }
    }

    private void attempt(Command share) {
        try {
            link.session.write(share).whenComplete(this::ended);
        } catch (RuntimeException | Error e) {
            ended(null, e);
        }
    }

    /** A session that says "timed out" ends nothing: the repetition or the command's own time does. */
    private void ended(@Nullable CommandResult end, @Nullable Throwable error) {
        if (error != null) {
            result.complete(new CommandResult.TimedOut(
                    Link.internal("writing " + command.name(), error).text()));
        } else if (end != null && (!(end instanceof CommandResult.TimedOut) || !command.isIdempotent())) {
            result.complete(end);
        }
    }

    private void showEffect() {
        if (!sent || silent) {
            return;
        }
        Interlock.effects(command.name()).stream()
                .map(link::groupOf)
                .filter(group -> group >= 0)
                .distinct()
                .forEach(group -> device.requests().read(group, NOTHING));
    }
}
