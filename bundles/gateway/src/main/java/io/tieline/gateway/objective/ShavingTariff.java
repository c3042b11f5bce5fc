package io.tieline.gateway.objective;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.file.TariffLibrary;
import io.tieline.tariff.file.TariffReader;
import io.tieline.tariff.terms.CompiledTariff;

/** The tariff in the form of peak shaving: the text of a tariff file, or the id of a shipped one. */
final class ShavingTariff {

    private ShavingTariff() {}

    /** @throws IllegalArgumentException if it is neither; the message names every mistake with line and column */
    static CompiledTariff of(String text) {
        Tariff tariff = TariffLibrary.find(text.strip()).orElseGet(() -> read(text));
        return new CompiledTariff(tariff, Tariff.MAIN_METER, CompiledTariff.DATA_CENTER_HOURS);
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
}
