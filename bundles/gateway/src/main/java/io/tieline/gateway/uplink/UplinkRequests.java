package io.tieline.gateway.uplink;

import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseAnswer.Refused;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.gateway.message.LeaseJson;
import io.tieline.gateway.update.UpdateRequest;
import io.tieline.gateway.update.Updating;
import io.tieline.model.Command;
import io.tieline.model.CommandPort;
import io.tieline.model.CommandResult;
import io.tieline.uplink.RequestDesk;
import io.tieline.uplink.StarPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What comes in from upstream: leases go to the control, what is wanted of the software to the updates; a value for a device goes the way of every command, if the owner
 * has allowed its point. The power of a battery is never among these: for that there are leases.
 */
final class UplinkRequests implements RequestDesk {

    private static final String ORIGIN = "uplink";
    private static final String BATTERY_POWER = "pcs.power.";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Whom a lease is offered to. */
    interface Leases extends Function<LeaseRequest, CompletionStage<LeaseAnswer>> {}

    private final List<StarPattern> allowed;
    private final Supplier<Optional<Leases>> control;
    private final Supplier<Optional<CommandPort>> devices;
    private final Supplier<Optional<Updating>> updates;

    /**
     * @param allowed {@code device/point}
     */
    UplinkRequests(
            List<StarPattern> allowed,
            Supplier<Optional<Leases>> control,
            Supplier<Optional<CommandPort>> devices,
            Supplier<Optional<Updating>> updates) {
        this.allowed = List.copyOf(allowed);
        this.control = control;
        this.devices = devices;
        this.updates = updates;
    }

    @Override
    public CompletionStage<Reply> ask(Request request) {
        if (request instanceof Request.Lease lease) {
            return lease(lease.text());
        }
        return request instanceof Request.Update update ? update(update.text()) : write((Request.Write) request);
    }

    private CompletionStage<Reply> update(String text) {
        UpdateRequest request;
        try {
            request = UpdateRequest.of(text);
        } catch (IllegalArgumentException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
        String why = updates.get()
                .map(updating -> updating.follow(request))
                .orElse("updates are off; give the keys of those who release");
        return CompletableFuture.completedFuture(new Reply(why.isEmpty(), why));
    }

    private CompletionStage<Reply> lease(String text) {
        LeaseRequest request;
        try {
            request = LeaseJson.request(text);
        } catch (IllegalArgumentException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
        Optional<Leases> running = control.get();
        return running.isEmpty()
                ? refuse("the control does not run; see the alarms")
                : running.get().apply(request).thenApply(UplinkRequests::reply);
    }

    private static Reply reply(LeaseAnswer answer) {
        return answer instanceof Accepted accepted
                ? new Reply(true, String.join("; ", accepted.clamped()))
                : new Reply(false, ((Refused) answer).why());
    }

    private CompletionStage<Reply> write(Request.Write write) {
        String where = write.device() + "/" + write.point();
        if (write.point().startsWith(BATTERY_POWER)) {
            return refuse("the power of a battery is asked for with a lease");
        }
        if (allowed.stream().noneMatch(pattern -> pattern.fits(where))) {
            return refuse(where + " is not among the points that may be written over the uplink");
        }
        Optional<CommandPort> port = devices.get();
        if (port.isEmpty()) {
            return refuse("no site is running");
        }
        Command command = new Command(write.point(), write.value(), Duration.ZERO, TIMEOUT, ORIGIN);
        return port.get().submit(write.device(), command).thenApply(UplinkRequests::reply);
    }

    private static Reply reply(CommandResult result) {
        return result instanceof CommandResult.Confirmed
                ? new Reply(true, "")
                : new Reply(
                        false, result instanceof CommandResult.Refused refused ? refused.why() : "no answer in time");
    }

    private static CompletionStage<Reply> refuse(String reason) {
        return CompletableFuture.completedFuture(new Reply(false, reason));
    }
}
