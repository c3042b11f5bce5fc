package io.tieline.tariff.bill;

import io.tieline.tariff.Period;
import io.tieline.tariff.Span;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The readings of all meter points of a tariff, in whatever windows its components need. */
final class Readings {

    private record Key(String meter, Window window) {}

    private final Tariff tariff;
    private final Map<String, Load> loads;
    private final Map<Key, WindowReadings> sorted = new HashMap<>();

    Readings(Tariff tariff, Map<String, Load> loads) {
        this.tariff = tariff;
        this.loads = loads;
    }

    WindowReadings of(String meter, Window window) {
        return sorted.computeIfAbsent(
                new Key(meter, window), key -> WindowReadings.of(load(meter), window, tariff.clock()));
    }

    Load load(String meter) {
        Load load = loads.get(meter);
        if (load == null) {
            throw new BillingException("There is no load of meter point " + meter + "; the tariff " + tariff.id()
                    + " reads " + String.join(", ", tariff.meters()) + ".");
        }
        return load;
    }

    /** The same, refused where the reactive power a component needs was not measured. */
    WindowReadings withReactive(String component, String meter, Window window) {
        WindowReadings readings = of(meter, window);
        if (!readings.isReactive()) {
            throw new BillingException("Component " + component + " needs the reactive power of meter point " + meter
                    + ": give kvar, or a power factor.");
        }
        return readings;
    }

    /** Cuts readings into the periods of a span, in the order of time. */
    List<Stretch> stretches(WindowReadings readings, Span span) {
        List<Stretch> stretches = new ArrayList<>();
        int i = 0;
        while (i < readings.count()) {
            Period period = tariff.billing().periodOf(readings.time(i).toLocalDate(), span);
            int from = i;
            while (i < readings.count() && period.holds(readings.time(i).toLocalDate())) {
                i++;
            }
            stretches.add(new Stretch(period, readings, from, i));
        }
        return stretches;
    }
}
