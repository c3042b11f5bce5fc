package io.tieline.gateway;

import io.tieline.control.ControlSettings;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.tariff.CompiledTariff;
import io.tieline.tariff.ShavingTerms;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.TariffLibrary;
import io.tieline.tariff.TariffReader;
import java.time.Duration;
import java.time.Instant;

/** What the tariff in the form of peak shaving decides: the demand window, over how long a peak is paid for, and a floor. */
final class ShavingTariff {

    private final Tariff tariff;
    private final ShavingTerms terms;
    private final Instant now;

    private ShavingTariff(Tariff tariff, ShavingTerms terms, Instant now) {
        this.tariff = tariff;
        this.terms = terms;
        this.now = now;
    }

    /**
     * @param text a tariff file, or the id of a shipped tariff
     * @param now decides which prices hold
     * @throws IllegalArgumentException if it is neither, or bills no demand
     */
    static ShavingTariff of(String text, Instant now) {
        Tariff tariff = TariffLibrary.find(text.strip()).orElseGet(() -> read(text));
        ShavingTerms terms = new CompiledTariff(tariff, Tariff.MAIN_METER, CompiledTariff.DATA_CENTER_HOURS)
                .shaving(tariff.clock().at(now.getEpochSecond()).toLocalDate())
                .orElseThrow(() -> new IllegalArgumentException("tariff: " + tariff.id() + " bills no demand at "
                        + Tariff.MAIN_METER + ", so there is no peak to shave"));
        return new ShavingTariff(tariff, terms, now);
    }

    private static Tariff read(String text) {
        if (text.strip().indexOf('\n') < 0) {
            throw new IllegalArgumentException("tariff: there is no shipped tariff \"" + text.strip()
                    + "\"; give the text of a tariff file or one of "
                    + String.join(
                            ", ", TariffLibrary.all().stream().map(Tariff::id).toList()));
        }
        Problems problems = new Problems();
        return TariffReader.read("tariff", text, problems)
                .orElseThrow(() -> new IllegalArgumentException(String.join(
                        "; ", problems.sorted().stream().map(Problem::toString).toList())));
    }

    ControlSettings.Window window() {
        return new ControlSettings.Window(
                Duration.ofSeconds(terms.window().lengthSeconds()),
                Duration.ofSeconds(terms.window().utcOffsetSeconds(tariff.clock(), now.getEpochSecond())),
                tariff.clock().asZone(now));
    }

    /** The rest of the form's values with what the tariff says. */
    ControlSettings.Shaving shaving(ControlSettings.Shaving form) {
        return new ControlSettings.Shaving(
                form.enabled(),
                ControlSettings.Objective.valueOf(terms.objective().name()),
                form.initialTargetW(),
                form.carryShare(),
                Math.max(form.paidLevelW(), terms.floor() * 1000));
    }
}
