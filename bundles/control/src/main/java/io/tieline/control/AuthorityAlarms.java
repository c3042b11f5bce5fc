package io.tieline.control;

import io.tieline.control.Decision.Alarm;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.lease.Deliveries;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.smoothing.OscillationWatch;
import io.tieline.control.words.Words;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with who may command, with what was promised upstream, and with what the gateway must not fight. */
final class AuthorityAlarms {

    private static final String CONTROL = "control";

    /** Measuring a delivery is not finer than this. */
    private static final double DELIVERED = 0.98;

    private AuthorityAlarms() {}

    static List<Alarm> of(View view) {
        List<Alarm> alarms = new ArrayList<>(1);
        String fenced = AuthorityObjective.fenced(
                view.settings(), view.state().upstream().fence());
        if (!fenced.isEmpty()) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.FENCED,
                    "No setpoint is written: " + fenced
                            + "; retire one of them, or give this one a higher epoch to take over."
                            + " If the other is gone for good, say so on the operator page"));
        }
        notCommissioned(view, alarms);
        for (Deliveries.Delivery delivery : view.state().upstream().deliveries().running()) {
            delivery(delivery, alarms);
        }
        smoothing(view, alarms);
        return alarms;
    }

    private static void notCommissioned(View view, List<Alarm> alarms) {
        StringBuilder waiting = new StringBuilder();
        for (Cabinet cabinet : view.now().cabinets()) {
            if (cabinet.unavailable().equals(AuthorityObjective.NOT_COMMISSIONED)) {
                waiting.append(waiting.length() == 0 ? "" : ", ").append(cabinet.id());
            }
        }
        if (waiting.length() > 0) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.NOT_COMMISSIONED,
                    "Not commissioned, not commanded: " + waiting
                            + "; start the commissioning test on the operator page"));
        }
    }

    private static void delivery(Deliveries.Delivery delivery, List<Alarm> alarms) {
        if (!delivery.over() && delivery.deliveredW() < delivery.requestedW() * DELIVERED) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.CURTAILMENT_SHORT,
                    "Event " + delivery.id() + " asks for " + Words.power(delivery.requestedW()) + ", delivered are "
                            + Words.power(delivery.deliveredW())));
        }
    }

    private static void smoothing(View view, List<Alarm> alarms) {
        if (view.settings().smoothing().enabled()
                && view.state().smoothing().delay().median()
                        > view.settings().smoothing().longestDelaySeconds()) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.SMOOTHING_OFF,
                    "Smoothing refuses to run: the loop delay is "
                            + Words.milliseconds(
                                    view.state().smoothing().delay().median())
                            + "; poll meter and cabinets faster, or let the conversions smooth by themselves"));
        }
        OscillationWatch watch = view.state().smoothing().oscillation();
        if (watch.step() != OscillationWatch.Step.NONE) {
            alarms.add(new Alarm(CONTROL, AlarmType.OSCILLATION, oscillation(watch)));
        }
    }

    private static String oscillation(OscillationWatch watch) {
        OscillationWatch.Reading worst = watch.worst();
        String what = "The import oscillates with " + Words.power(worst.rmsW()) + " between " + worst.lowHz() + " and "
                + worst.highHz() + " Hz, the limit is " + Words.power(worst.limitW());
        return switch (watch.step()) {
            case NONE, NOTIFY -> what + ": tell whoever schedules the load";
            case PROFILE -> what + ": switch on the smoothing of conversions, power supplies and GPUs";
            case CAP -> what + ": cap the load";
        };
    }
}
