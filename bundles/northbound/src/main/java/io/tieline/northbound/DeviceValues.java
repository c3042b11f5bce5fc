package io.tieline.northbound;

import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import java.util.function.LongSupplier;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** The values of one device for whoever reads several of them: copied from the image at most ten times a second. */
final class DeviceValues {

    private static final long FRESH_NANOS = 100_000_000L;

    private final DeviceImage image;
    private final LongSupplier nanos;
    private final DeviceSnapshot snapshot = new DeviceSnapshot();
    private long takenAt;
    private boolean taken;

    DeviceValues(DeviceImage image, LongSupplier nanos) {
        this.image = image;
        this.nanos = nanos;
    }

    synchronized DataValue get(String point) {
        long now = nanos.getAsLong();
        if (!taken || now - takenAt > FRESH_NANOS) {
            image.read(snapshot);
            takenAt = now;
            taken = true;
        }
        int index = snapshot.points().indexOf(point);
        if (index < 0) {
            return new DataValue(new StatusCode(StatusCodes.Bad_NodeIdUnknown));
        }
        Quality quality = snapshot.quality(index);
        long utcMillis = snapshot.utcMillis(index);
        return new DataValue(
                quality.isUsable() ? value(index) : Variant.ofNull(),
                new StatusCode(status(quality)),
                utcMillis == 0 ? null : new DateTime(java.util.Date.from(java.time.Instant.ofEpochMilli(utcMillis))));
    }

    private Variant value(int index) {
        PointKind kind = snapshot.points().get(index).definition().kind();
        double value = snapshot.value(index);
        return switch (kind) {
            case MEASUREMENT, COUNTER -> Variant.ofDouble(value);
            case FLAG -> Variant.ofBoolean(value != 0);
            case STATE -> Variant.ofInt32((int) value);
            case TEXT -> Variant.ofString(String.valueOf(snapshot.text(index)));
        };
    }

    /** The same three levels, the nearest cause (OPC 10000-8, 6.3). */
    static long status(Quality quality) {
        return switch (quality) {
            case GOOD -> StatusCodes.Good;
            case UNCERTAIN_STALE -> StatusCodes.Uncertain_LastUsableValue;
            case UNCERTAIN_SUBSTITUTED -> StatusCodes.Uncertain_SubstituteValue;
            case UNCERTAIN_SENSOR_LIMITED -> StatusCodes.Uncertain_SensorNotAccurate;
            case BAD_NEVER_READ -> StatusCodes.Bad_WaitingForInitialData;
            case BAD_STALE, BAD_NO_CONNECTION, BAD_TIMEOUT, BAD_PROTOCOL -> StatusCodes.Bad_NoCommunication;
            case BAD_DEVICE_FAULT -> StatusCodes.Bad_DeviceFailure;
            case BAD_NOT_SUPPORTED -> StatusCodes.Bad_NotSupported;
            case BAD_SENTINEL -> StatusCodes.Bad_NoData;
            case BAD_OUT_OF_RANGE -> StatusCodes.Bad_OutOfRange;
            case BAD_CONFIGURATION -> StatusCodes.Bad_ConfigurationError;
        };
    }
}
