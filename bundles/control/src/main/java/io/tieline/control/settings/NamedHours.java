package io.tieline.control.settings;

import io.tieline.tariff.BillingCalendar;
import java.util.List;

/** Hours, and the tariff that says so. */
final class NamedHours implements TariffHours {

    private final TariffHours hours;
    private final String tariff;

    /** @param tariff its text or its id */
    NamedHours(TariffHours hours, String tariff) {
        this.hours = hours;
        this.tariff = tariff;
    }

    @Override
    public boolean counts(long windowStartUtcMillis) {
        return hours.counts(windowStartUtcMillis);
    }

    @Override
    public boolean billsOwnPeak() {
        return hours.billsOwnPeak();
    }

    @Override
    public boolean remembers(long windowStartUtcMillis) {
        return hours.remembers(windowStartUtcMillis);
    }

    @Override
    public double carriedShare() {
        return hours.carriedShare();
    }

    @Override
    public BillingCalendar billing() {
        return hours.billing();
    }

    @Override
    public List<CoincidentPeak> coincidentPeaks() {
        return hours.coincidentPeaks();
    }

    @Override
    public double energyPrice(long utcMillis) {
        return hours.energyPrice(utcMillis);
    }

    @Override
    public String tariff() {
        return tariff;
    }
}
