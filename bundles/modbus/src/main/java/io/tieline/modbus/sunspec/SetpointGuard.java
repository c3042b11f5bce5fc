package io.tieline.modbus.sunspec;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.register.Registers;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.RemoteUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What stands against a power setpoint on a SunSpec device: local operation (715, 802), and the limits of its battery
 * (802). Read afresh before every setpoint.
 *
 * @param control model 715, if the device has it
 * @param battery model 802, if the device has it
 */
record SetpointGuard(Optional<SunSpecModel> control, Optional<SunSpecModel> battery) {

    // Offsets from the ID register; facts of the SunSpec model definitions 715 and 802 (Apache-2.0).
    private static final int CONTROL_LOCAL = 2;
    private static final int BATTERY_LOCAL = 17;
    private static final int MOST_CHARGE = 4;
    private static final int MOST_DISCHARGE = 5;
    private static final int LIMIT_SCALE = 54;
    private static final int LOCAL = 1;
    private static final int ABSENT = 0xFFFF;

    static SetpointGuard of(SunSpecDevice device) {
        return new SetpointGuard(device.find(715), device.find(802));
    }

    /** Empty if nothing stands against it. */
    CompletableFuture<Optional<String>> objection(RemoteUnit unit, double watts) {
        return remote(unit)
                .thenCompose(local -> local.isPresent()
                        ? CompletableFuture.completedFuture(local)
                        : battery.map(model -> limits(unit, model, watts)).orElseGet(SetpointGuard::none));
    }

    private CompletableFuture<Optional<String>> remote(RemoteUnit unit) {
        return control.map(model -> read(unit, model, CONTROL_LOCAL + 1)
                        .thenApply(answer -> judged(answer, words -> {
                            boolean local = words.at(model.address() + CONTROL_LOCAL) == LOCAL;
                            return local ? Optional.of(inLocalOperation(715)) : Optional.empty();
                        })))
                .orElseGet(SetpointGuard::none);
    }

    private static CompletableFuture<Optional<String>> limits(RemoteUnit unit, SunSpecModel model, double watts) {
        return read(unit, model, LIMIT_SCALE + 1)
                .thenApply(answer -> judged(answer, words -> limits(words, model, watts)));
    }

    private static Optional<String> limits(Answer.Words words, SunSpecModel model, double watts) {
        if (words.at(model.address()) != 802) {
            return Optional.of("model 802 is no longer where it was: the device must be identified again");
        }
        if (words.at(model.address() + BATTERY_LOCAL) == LOCAL) {
            return Optional.of(inLocalOperation(802));
        }
        int raw = words.at(model.address() + (watts < 0 ? MOST_CHARGE : MOST_DISCHARGE));
        short exponent = (short) words.at(model.address() + LIMIT_SCALE);
        if (watts == 0 || raw == ABSENT || !Registers.isScale(exponent)) {
            return Optional.empty();
        }
        double most = Registers.scaled(raw, exponent);
        // The limit itself is rounded to the resolution it is written in.
        return Math.abs(watts) <= most + Registers.scaled(1, exponent)
                ? Optional.empty()
                : Optional.of("the battery takes no more than " + most + " W "
                        + (watts < 0 ? "of charge (802.WChaRteMax)" : "of discharge (802.WDisChaRteMax)") + " now");
    }

    private static String inLocalOperation(int model) {
        return "the device is in local operation (" + model + ".LocRemCtl): set it to remote first";
    }

    private interface Judgement {
        Optional<String> of(Answer.Words words);
    }

    private static Optional<String> judged(Answer answer, Judgement judgement) {
        return answer instanceof Answer.Words words
                ? judgement.of(words)
                : Optional.of("its state and limits could not be read: " + answer.why());
    }

    private static CompletableFuture<Answer> read(RemoteUnit unit, SunSpecModel model, int registers) {
        return unit.read(Function.READ_HOLDING_REGISTERS, model.address(), registers);
    }

    private static CompletableFuture<Optional<String>> none() {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
