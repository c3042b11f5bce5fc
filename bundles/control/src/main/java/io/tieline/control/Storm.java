package io.tieline.control;

import io.tieline.control.lease.Lease;
import io.tieline.control.lease.LeaseBook;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.words.Words;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Who awaits a storm: the form, upstream, or both. It is one and the same whoever asks.
 *
 * @param inForm the form says so
 * @param lease of upstream, the one that stands longest
 */
record Storm(boolean inForm, Optional<Lease> lease) {

    static Storm of(ControlSettings settings, LeaseBook book) {
        return new Storm(settings.reserve().storm(), book.storm());
    }

    /** The settings while it is awaited. */
    ControlSettings in(ControlSettings settings) {
        return lease.isEmpty() || inForm
                ? settings
                : settings.withReserve(settings.reserve().withStorm(true));
    }

    /** Who asked, as it follows "a grid alert stands". */
    String asked(ZoneId zone) {
        String upstream = lease.map(asking -> "upstream asks for it with lease " + asking.id() + " until "
                        + Words.time(asking.expiresUtcMillis(), zone))
                .orElse("");
        if (!inForm) {
            return upstream;
        }
        return "Storm is chosen in the form Tieline backup reserve" + (upstream.isEmpty() ? "" : ", and " + upstream);
    }
}
