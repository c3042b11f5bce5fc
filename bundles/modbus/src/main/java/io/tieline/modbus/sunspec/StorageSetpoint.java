package io.tieline.modbus.sunspec;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.register.Registers;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Outcome;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.modbus.unit.Writer;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code pcs.power.set} through SunSpec model 124, for storage from before model 704: the rates of charge and discharge are
 * both set to the one power, one of them negative, so that the device has no room beside it. They and the time after which
 * the device forgets them are written first, then the mode that makes them count; then all is read back.
 *
 * @param model address of the ID register of model 124
 * @param ratedDischarge what 100 % of the discharge rate are, W (120.MaxDisChaRte); 0: the same as of the charge rate
 */
record StorageSetpoint(int model, double ratedDischarge, SetpointGuard guard) implements Writer {

    // Offsets from the ID register; facts of the SunSpec model definition 124 (Apache-2.0).
    private static final int MOST_CHARGE = 2;
    private static final int MODE = 5;
    private static final int DISCHARGE_RATE = 12;
    private static final int CHARGE_RATE = 13;
    private static final int WINDOW_SECONDS = 14;
    private static final int REVERT_SECONDS = 15;
    private static final int FROM_GRID = 17;
    private static final int MOST_CHARGE_SCALE = 18;
    private static final int RATE_SCALE = 25;

    private static final int BOTH_RATES_COUNT = 3;
    private static final int FROM_PV_ONLY = 0;
    private static final int ABSENT = 0xFFFF;
    private static final int ABSENT_SIGNED = 0x8000;

    @Override
    public CompletableFuture<CommandResult> write(RemoteUnit unit, Command command) {
        return guard.objection(unit, command.argument())
                .thenCompose(objection -> objection.map(Outcome::refused).orElseGet(() -> set(unit, command)));
    }

    private CompletableFuture<CommandResult> set(RemoteUnit unit, Command command) {
        return read(unit).thenCompose(answer -> {
            if (answer instanceof Answer.Words before) {
                return objection(before, command).map(Outcome::refused).orElseGet(() -> send(unit, command, before));
            }
            return Outcome.unread(answer);
        });
    }

    private CompletableFuture<Answer> read(RemoteUnit unit) {
        return unit.read(Function.READ_HOLDING_REGISTERS, model, RATE_SCALE + 1);
    }

    private Optional<String> objection(Answer.Words before, Command command) {
        if (before.at(model) != 124) {
            return Optional.of("model 124 is no longer where it was: the device must be identified again");
        }
        if (!command.reversion().isZero() && before.at(model + REVERT_SECONDS) == ABSENT) {
            return Optional.of(
                    "the device has no reversion timer (124.InOutWRte_RvrtTms): it would hold the setpoint for"
                            + " good when the gateway dies");
        }
        if (!(mostCharge(before) > 0) || !Registers.isScale(exponent(before, RATE_SCALE))) {
            return Optional.of("the device does not say what 100 % of its charge rate are (124.WChaMax)");
        }
        if (before.at(model + DISCHARGE_RATE) == ABSENT_SIGNED || before.at(model + CHARGE_RATE) == ABSENT_SIGNED) {
            return Optional.of("the device does not implement 124.OutWRte and 124.InWRte");
        }
        if (command.argument() < 0 && before.at(model + FROM_GRID) == FROM_PV_ONLY) {
            return Optional.of("the device charges from PV only: allow charging from the grid on it (124.ChaGriSet)");
        }
        if (!isRate(rate(before, command.argument(), mostDischarge(before)))
                || !isRate(rate(before, -command.argument(), mostCharge(before)))) {
            return Optional.of(command.argument() + " W is no percentage that fits into 124.OutWRte and 124.InWRte");
        }
        double most = command.argument() < 0 ? mostCharge(before) : mostDischarge(before);
        return Math.abs(command.argument()) <= most && seconds(command) < ABSENT
                ? Optional.empty()
                : Optional.of(command.argument() + " W is more than the " + most
                        + " W of the device, or the time longer" + " than it can hold");
    }

    private double mostCharge(Answer.Words words) {
        int raw = words.at(model + MOST_CHARGE);
        short exponent = exponent(words, MOST_CHARGE_SCALE);
        return raw == ABSENT || !Registers.isScale(exponent) ? Double.NaN : Registers.scaled(raw, exponent);
    }

    private double mostDischarge(Answer.Words words) {
        return ratedDischarge > 0 ? ratedDischarge : mostCharge(words);
    }

    private short exponent(Answer.Words words, int offset) {
        return (short) words.at(model + offset);
    }

    private static long seconds(Command command) {
        return Math.max(0, (command.reversion().toMillis() + 999) / 1000);
    }

    private double rate(Answer.Words words, double watts, double whole) {
        return Math.rint(Registers.scaled(100 * watts / whole, -exponent(words, RATE_SCALE)));
    }

    private static boolean isRate(double number) {
        return Math.abs(number) <= Short.MAX_VALUE;
    }

    private CompletableFuture<CommandResult> send(RemoteUnit unit, Command command, Answer.Words before) {
        boolean hasWindow = before.at(model + WINDOW_SECONDS) != ABSENT;
        short[] rates = {
            (short) rate(before, command.argument(), mostDischarge(before)),
            (short) rate(before, -command.argument(), mostCharge(before)),
            (short) (hasWindow ? 0 : ABSENT),
            (short) seconds(command)
        };
        return unit.write(Function.WRITE_REGISTERS, model + DISCHARGE_RATE, rates)
                .thenCompose(answer -> answer instanceof Answer.Words
                        ? unit.write(Function.WRITE_REGISTER, model + MODE, (short) BOTH_RATES_COUNT)
                        : CompletableFuture.completedFuture(answer))
                .thenCompose(answer -> answer instanceof Answer.Words
                        ? read(unit).thenApply(after -> judge(rates, after))
                        : Outcome.unwritten(answer));
    }

    private CommandResult judge(short[] written, Answer answer) {
        if (!(answer instanceof Answer.Words after)) {
            return new CommandResult.TimedOut("written, but the read-back failed: " + answer.why());
        }
        if (after.at(model + MODE) != BOTH_RATES_COUNT) {
            return new CommandResult.Refused("the device took the rates but keeps them switched off (124.StorCtl_Mod)");
        }
        short discharge = (short) after.at(model + DISCHARGE_RATE);
        short charge = (short) after.at(model + CHARGE_RATE);
        if (discharge != written[0] || charge != written[1]) {
            return new CommandResult.Refused(
                    "the device holds rates of " + discharge + " and " + charge + " instead of " + written[0] + " and "
                            + written[1] + " (124.OutWRte, 124.InWRte): check its limits");
        }
        if ((short) after.at(model + REVERT_SECONDS) != written[3]) {
            return new CommandResult.Refused("the device holds a reversion time of " + after.at(model + REVERT_SECONDS)
                    + " s instead of " + (written[3] & 0xFFFF) + " s");
        }
        double percent = Registers.scaled(discharge, exponent(after, RATE_SCALE));
        return new CommandResult.Confirmed(percent / 100 * mostDischarge(after));
    }
}
