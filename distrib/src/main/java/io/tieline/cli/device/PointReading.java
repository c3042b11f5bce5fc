package io.tieline.cli.device;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.Unit;
import io.tieline.southbound.RawValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * One point of a device as it was read, beside what stood on the wire.
 *
 * @param value NaN for texts and while the quality is bad
 * @param text empty for numbers
 * @param raw empty where the point is not read from the wire: a fixed text, a total
 */
record PointReading(Point point, double value, String text, Quality quality, Optional<RawValue> raw) {

    boolean isGood() {
        return quality.isGood();
    }

    /** For people: the value with its unit, or why there is none. */
    String shown() {
        if (!quality.isUsable()) {
            return "– (" + quality.reason() + ")";
        }
        return switch (point.definition().kind()) {
            case TEXT -> text;
            case STATE -> point.definition().stateName(value);
            case FLAG -> value == 0 ? "no" : "yes";
            default -> (rounded() + " " + unit()).strip();
        };
    }

    boolean isNumber() {
        PointKind kind = point.definition().kind();
        return quality.isUsable() && (kind == PointKind.MEASUREMENT || kind == PointKind.COUNTER);
    }

    String unit() {
        Unit unit = point.definition().unit();
        return unit == Unit.RATIO ? "" : unit.symbol();
    }

    private String rounded() {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
