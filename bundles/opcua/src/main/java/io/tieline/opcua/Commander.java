package io.tieline.opcua;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Severity;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.jspecify.annotations.Nullable;

/** Carries commands out: lock, write or call, read back, unlock. */
final class Commander {

    private static final String STILL_LOCKED = "opcua.locked";
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 400;

    private final DeviceTarget target;
    private final Services services;
    private final Map<String, Output> outputs;
    private final LongSupplier nanos;
    private final AlarmBoard alarms;

    /** The last call of each method: the engine says what may be repeated twice, but a method is called once. */
    private final Map<String, Command> called = new ConcurrentHashMap<>();

    Commander(
            DeviceTarget target,
            Services services,
            Map<String, Output> outputs,
            LongSupplier nanos,
            AlarmBoard alarms) {
        this.target = target;
        this.services = services;
        this.outputs = outputs;
        this.nanos = nanos;
        this.alarms = alarms;
    }

    Set<String> commands() {
        return outputs.keySet();
    }

    /** Completes normally, within the command's timeout. */
    CompletionStage<CommandResult> send(Command command) {
        Output output = outputs.get(command.name());
        if (output == null) {
            return done(new CommandResult.Refused("It knows only " + commands() + "."));
        }
        if (output instanceof Output.Call && called.put(command.name(), command) == command) {
            return done(new CommandResult.TimedOut(
                    "the method was called once without an answer; it is not called again by itself"));
        }
        return locked(output, () -> carryOut(command, output))
                .orTimeout(command.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error ->
                        new CommandResult.TimedOut(Statuses.fault(error).text()));
    }

    private CompletableFuture<CommandResult> carryOut(Command command, Output output) {
        if (output instanceof Output.Setting setting) {
            return set(command, setting);
        }
        return call(command, (Output.Call) output);
    }

    private CompletableFuture<CommandResult> set(Command command, Output.Setting setting) {
        double raw = raw(setting.rule(), command.argument());
        Optional<Variant> value = Double.isFinite(raw) ? setting.target().value(raw) : Optional.empty();
        if (value.isEmpty()) {
            return done(new CommandResult.Refused(command.argument() + " has no equivalent in the device."));
        }
        return revert(command, setting)
                .thenCompose(refusal -> refusal.isPresent()
                        ? done(new CommandResult.Refused(refusal.get()))
                        : set(command, setting, value.get()));
    }

    private CompletableFuture<CommandResult> set(Command command, Output.Setting setting, Variant value) {
        NodeId held = setting.readBack();
        CompletableFuture<Double> before = held == null ? CompletableFuture.completedFuture(Double.NaN) : number(held);
        return before.thenCompose(
                old -> services.write(setting.target().node(), value).thenCompose(status -> {
                    if (status.isBad()) {
                        return done(refused(command, status));
                    }
                    double written = Values.number(DataValue.valueOnly(value));
                    return confirm(command, setting, new Expected(old, written, deadline(command)), FIRST_PAUSE_MILLIS);
                }));
    }

    /** First of all the device learns after how long without us it is to fall back. */
    private CompletableFuture<Optional<String>> revert(Command command, Output.Setting setting) {
        Output.Target reversion = setting.reversion();
        ValueRule rule = setting.reversionRule();
        if (reversion == null || rule == null) {
            return CompletableFuture.completedFuture(
                    command.name().equals(Command.POWER_SET)
                            ? Optional.of("The profile has no reversion for it: the device would hold the last setpoint"
                                    + " when the gateway is gone. Add reversion to the command.")
                            : Optional.empty());
        }
        double seconds = command.reversion().toMillis() / 1000.0;
        Optional<Variant> value = reversion.value(raw(rule, seconds));
        if (value.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Optional.of("The device cannot be told a reversion time of " + seconds + " s."));
        }
        return services.write(reversion.node(), value.get())
                .thenApply(status -> status.isBad()
                        ? Optional.of("The device refuses the reversion time: " + Statuses.name(status) + ".")
                        : Optional.empty());
    }

    private CompletableFuture<CommandResult> call(Command command, Output.Call call) {
        List<String> texts = new ArrayList<>();
        double raw = raw(call.rule(), command.argument());
        for (String argument : call.arguments()) {
            if (!argument.equals(OpcUaPlan.Call.ARGUMENT)) {
                texts.add(argument);
            } else if (Double.isFinite(raw)) {
                texts.add(Double.toString(raw));
            } else {
                return done(new CommandResult.Refused(command.argument() + " has no equivalent in the device."));
            }
        }
        return call(call.method(), texts)
                .thenCompose(result -> result.getStatusCode().isBad()
                        ? done(refused(command, result.getStatusCode()))
                        : call.readBack() == null || !Double.isFinite(raw)
                                ? done(new CommandResult.Confirmed(command.argument()))
                                : confirm(
                                        command,
                                        call,
                                        new Expected(Double.NaN, raw, deadline(command)),
                                        FIRST_PAUSE_MILLIS));
    }

    private CompletableFuture<CallMethodResult> call(Output.Method method, List<String> texts) {
        List<Variant> arguments = new ArrayList<>();
        for (int i = 0; i < texts.size() && i < method.types().size(); i++) {
            Arguments.of(method.types().get(i), texts.get(i)).ifPresent(arguments::add);
        }
        if (arguments.size() != method.types().size() || texts.size() != arguments.size()) {
            return CompletableFuture.failedFuture(Opening.unrecognised("The method takes "
                    + method.types().size() + " arguments, of types " + method.types() + "; the profile gives " + texts
                    + ". Correct the profile."));
        }
        return services.call(new CallMethodRequest(method.object(), method.node(), arguments.toArray(Variant[]::new)));
    }

    private CompletableFuture<CommandResult> locked(Output output, Supplier<CompletableFuture<CommandResult>> action) {
        if (output.lock().isEmpty()) {
            return action.get();
        }
        Output.Lock lock = output.lock().get();
        return call(lock.taking(), lock.arguments()).thenCompose(result -> {
            String refusal = refusal(result);
            if (refusal != null) {
                return done(new CommandResult.Refused(refusal));
            }
            return action.get()
                    .handle((done, error) -> unlock(lock)
                            .thenCompose(given -> error != null
                                    ? CompletableFuture.<CommandResult>failedFuture(error)
                                    : CompletableFuture.completedFuture(done)))
                    .thenCompose(Function.identity());
        });
    }

    /** OPC 10000-100, 7.3: the method itself succeeds, and its output says whether the lock was given. */
    private @Nullable String refusal(CallMethodResult result) {
        if (result.getStatusCode().isBad()) {
            return target + " does not give the lock: " + Statuses.name(result.getStatusCode())
                    + ". Check the rights of option user.";
        }
        Variant[] outputs = result.getOutputArguments();
        boolean given = outputs == null
                || outputs.length == 0
                || !(outputs[0].getValue() instanceof Number status)
                || status.longValue() == 0;
        return given
                ? null
                : target + " is locked by another client. Close the one that holds the lock, or wait until it expires.";
    }

    private CompletableFuture<Void> unlock(Output.Lock lock) {
        if (lock.giving().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return call(lock.giving().get(), List.of()).handle((result, error) -> {
            boolean kept = error != null || result.getStatusCode().isBad();
            alarms.set(
                    kept,
                    target.device().id(),
                    STILL_LOCKED,
                    Severity.MINOR,
                    target + " did not take back the lock for writing. Nobody else can write until it expires there.");
            return null;
        });
    }

    /** What the read-back is judged by. */
    private record Expected(double before, double wished, long deadlineNanos) {

        boolean isMet(double raw) {
            return Math.abs(raw - wished) <= 1e-6 * Math.max(1, Math.abs(wished));
        }

        /** The device has moved, but to something else: it does so after clamping or rounding. */
        boolean isMoved(double raw) {
            return !Double.isNaN(raw) && !Double.isNaN(before) && raw != before;
        }
    }

    private long deadline(Command command) {
        return nanos.getAsLong() + command.timeout().toNanos() * 4 / 5;
    }

    /** A device may take a moment: it is asked until it agrees, has moved to something else, or time is up. */
    private CompletableFuture<CommandResult> confirm(
            Command command, Output output, Expected expected, long pauseMillis) {
        NodeId held = output.readBack();
        if (held == null) {
            return done(new CommandResult.Confirmed(command.argument()));
        }
        return number(held).thenCompose(raw -> {
            boolean last = nanos.getAsLong() + pauseMillis * 1_000_000 > expected.deadlineNanos;
            if (expected.isMet(raw) || last || (pauseMillis > FIRST_PAUSE_MILLIS && expected.isMoved(raw))) {
                return done(judge(command, output, expected, raw));
            }
            return CompletableFuture.supplyAsync(
                            () -> confirm(command, output, expected, Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis)),
                            CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS))
                    .thenCompose(Function.identity());
        });
    }

    private static CommandResult judge(Command command, Output output, Expected expected, double raw) {
        ValueRule rule = output.rule();
        if (expected.isMet(raw)) {
            return new CommandResult.Confirmed(rule.isCoded() ? command.argument() : value(rule, raw));
        }
        if (Double.isNaN(raw) || rule.isCoded() || output instanceof Output.Call) {
            return new CommandResult.Refused("The device does not hold what was written, but " + raw + ".");
        }
        return new CommandResult.Confirmed(value(rule, raw));
    }

    private static double value(ValueRule rule, double raw) {
        return raw * rule.multiplier() / rule.divisor() + rule.offset();
    }

    /** NaN for an argument outside what the profile allows. */
    private static double raw(ValueRule rule, double argument) {
        return argument < rule.least() || argument > rule.most() ? Double.NaN : rule.raw(argument);
    }

    private CompletableFuture<Double> number(NodeId node) {
        return services.read(List.of(Services.valueOf(node))).thenApply(values -> Values.number(values[0]));
    }

    private CommandResult refused(Command command, StatusCode status) {
        return new CommandResult.Refused(target + " refuses " + command.name() + ": " + Statuses.name(status));
    }

    private static CompletableFuture<CommandResult> done(CommandResult result) {
        return CompletableFuture.completedFuture(result);
    }
}
