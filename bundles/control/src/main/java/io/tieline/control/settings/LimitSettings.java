package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.notNegative;
import static io.tieline.control.settings.Refusal.unless;

/**
 * Hard limits at the grid connection, at every instant; they win over tariff and reserve.
 *
 * @param importW breaker or agreement, the tightest that counts now; infinite: none
 * @param exportW 0: never feed into the grid
 * @param contractW contract power; infinite: none
 * @param transformerVa rating of the transformer; infinite: none
 * @param transformerMinutes its thermal time constant: so long it may carry somewhat more; 0: never
 * @param importName which limit {@code importW} is, in words
 */
public record LimitSettings(
        double importW,
        double exportW,
        double contractW,
        double transformerVa,
        double transformerMinutes,
        String importName) {

    private static final double NONE = Double.POSITIVE_INFINITY;
    public static final LimitSettings DEFAULT = new LimitSettings(NONE, 0);

    /** Without contract and transformer. */
    public LimitSettings(double importW, double exportW) {
        this(importW, exportW, NONE, NONE, 0, "import limit");
    }

    public LimitSettings {
        unless(importW > 0, "limits.importW: must be above 0, is " + importW);
        notNegative("limits.exportW", exportW);
        unless(contractW > 0, "limits.contractW: must be above 0, is " + contractW);
        unless(transformerVa > 0, "limits.transformerVa: must be above 0, is " + transformerVa);
        notNegative("limits.transformerMinutes", transformerMinutes);
    }

    public LimitSettings withContract(double watts) {
        return new LimitSettings(importW, exportW, watts, transformerVa, transformerMinutes, importName);
    }

    public LimitSettings withTransformer(double va, double minutes) {
        return new LimitSettings(importW, exportW, contractW, va, minutes, importName);
    }

    /** The same with another import limit, named in words. */
    public LimitSettings withImport(double watts, String name) {
        return new LimitSettings(watts, exportW, contractW, transformerVa, transformerMinutes, name);
    }
}
