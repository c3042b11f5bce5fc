package io.tieline.control.replay;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.TariffHours;
import io.tieline.control.situation.Situation;
import java.util.Map;
import java.util.function.Function;

/** What stands on a tape, and in which form. */
final class Format {

    /** A frame that needs none before it. */
    static final int KEY = 1;
    /** What differs from the frame before. */
    static final int CHANGES = 0;

    /** The core had just been started, with what it kept of before. */
    static final int STARTED = 1;

    static final int GOES_ON = 0;

    private final Codecs codecs;
    private final Codec settings;
    private final Codec state;
    private final Codec situation;
    private final Codec decision;

    /** @param tariffs the hours of a tariff, from its text or id */
    Format(Function<String, TariffHours> tariffs) {
        codecs = new Codecs(Map.of(
                TariffHours.class,
                Leaves.text(TariffHours::tariff, text -> text.isEmpty() ? TariffHours.ALL : tariffs.apply(text)),
                Chemistry.class,
                Leaves.text(Chemistry::id, Format::chemistry)));
        settings = codecs.of(ControlSettings.class);
        state = codecs.of(ControlState.class);
        situation = codecs.of(Situation.class);
        decision = codecs.of(Decision.class);
    }

    private static Chemistry chemistry(String id) {
        return id.equals(Chemistry.UNSPECIFIED.id())
                ? Chemistry.UNSPECIFIED
                : ChemistryLibrary.find(id)
                        .orElseThrow(() -> new TapeException("this version knows no chemistry " + id
                                + "; replay with the version that recorded it"));
    }

    Codec settings() {
        return settings;
    }

    Codec state() {
        return state;
    }

    Codec situation() {
        return situation;
    }

    int sum(Decision made) {
        return Sum.of(decision, made);
    }

    /** Tells a record of a version whose settings, memory or situations were other ones. */
    int shape() {
        return Sum.of(codecs.shape());
    }
}
