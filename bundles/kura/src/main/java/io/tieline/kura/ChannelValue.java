package io.tieline.kura;

import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.Unit;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;
import org.jspecify.annotations.Nullable;

/** Puts a value of the one model into a Kura channel record. */
final class ChannelValue {

    private static final ChannelStatus SUCCESS = new ChannelStatus(ChannelFlag.SUCCESS);

    private ChannelValue() {}

    /** A value of a type it does not fit. */
    static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1L;

        UnfitException(String message) {
            super(message);
        }
    }

    /**
     * Fills a record with the present value, or with the reason why there is none.
     *
     * @param acceptUncertain whether a value that is only uncertain counts: Kura knows success and failure, nothing
     *     between
     */
    static void fill(ChannelRecord channel, DeviceSnapshot device, int point, boolean acceptUncertain) {
        Quality quality = device.quality(point);
        channel.setTimestamp(device.utcMillis(point));
        if (!quality.isGood() && !(acceptUncertain && quality.isUsable())) {
            fail(channel, quality.reason(), null);
            return;
        }
        Point definition = device.points().get(point);
        try {
            Object value = value(definition, device.value(point), device.text(point), channel.getValueType());
            channel.setValue(TypedValues.newTypedValue(value));
            Unit unit = definition.definition().unit();
            if (unit != Unit.NONE
                    && (channel.getUnit() == null || channel.getUnit().isEmpty())) {
                channel.setUnit(unit.symbol());
            }
            channel.setChannelStatus(SUCCESS);
        } catch (UnfitException e) {
            fail(channel, e.getMessage(), e);
        }
    }

    static void succeed(ChannelRecord channel) {
        channel.setChannelStatus(SUCCESS);
    }

    static void fail(ChannelRecord channel, @Nullable String why, @Nullable Exception cause) {
        channel.setChannelStatus(new ChannelStatus(ChannelFlag.FAILURE, why, cause));
    }

    private static Object value(Point point, double number, @Nullable String text, DataType type)
            throws UnfitException {
        boolean isText = point.definition().kind() == PointKind.TEXT;
        if (type == DataType.STRING) {
            return isText ? text == null ? "" : text : asText(point, number);
        }
        if (isText) {
            throw new UnfitException(point.name() + " is a text; set the channel's value type to STRING");
        }
        return switch (type) {
            case DOUBLE -> number;
            case FLOAT -> (float) number;
            case LONG -> whole(point, number, Long.MIN_VALUE, Long.MAX_VALUE);
            case INTEGER -> (int) whole(point, number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BOOLEAN -> flag(point, number);
            default -> throw new UnfitException(point.name() + " cannot be a " + type + "; use DOUBLE, LONG or STRING");
        };
    }

    private static String asText(Point point, double number) {
        return point.definition().kind() == PointKind.STATE
                ? point.definition().stateName(number)
                : String.valueOf(number);
    }

    private static long whole(Point point, double number, long least, long most) throws UnfitException {
        double rounded = Math.rint(number);
        if (rounded < least || rounded > most) {
            throw new UnfitException(point.name() + " is too large for the channel's type: " + number + "; use DOUBLE");
        }
        return (long) rounded;
    }

    private static boolean flag(Point point, double number) throws UnfitException {
        if (point.definition().kind() != PointKind.FLAG) {
            throw new UnfitException(point.name() + " is no flag; set the channel's value type to DOUBLE or STRING");
        }
        return number != 0;
    }
}
