package io.tieline.kura;

import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.PreparedRead;
import org.jspecify.annotations.Nullable;

/**
 * A read of some channels, looked up once. It copies what the gateway knows anyway and so never waits for a device.
 *
 * <p>Thread-safe, although an asset uses it from one thread.
 */
final class SiteRead implements PreparedRead {

    private final List<ChannelRecord> channels;
    private final List<OfDevice> devices = new ArrayList<>();
    private final BooleanSupplier acceptUncertain;

    SiteRead(@Nullable LiveImage image, List<ChannelRecord> channels, BooleanSupplier acceptUncertain) {
        this.channels = channels;
        this.acceptUncertain = acceptUncertain;
        Map<DeviceImage, OfDevice> byImage = new HashMap<>();
        for (ChannelRecord channel : channels) {
            try {
                PointAddress address = PointAddress.of(channel.getChannelConfig());
                DeviceImage device = find(image, address);
                byImage.computeIfAbsent(device, added -> {
                            OfDevice group = new OfDevice(added);
                            devices.add(group);
                            return group;
                        })
                        .wanted
                        .add(new Wanted(channel, address.point()));
            } catch (IllegalArgumentException e) {
                ChannelValue.fail(channel, e.getMessage(), e);
            }
        }
    }

    private static DeviceImage find(@Nullable LiveImage image, PointAddress address) {
        if (image == null) {
            throw new IllegalArgumentException("the gateway has no valid site description yet; see its alarms");
        }
        return image.device(address.device())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the site has no device " + address.device() + "; see the site description"));
    }

    @Override
    public synchronized List<ChannelRecord> execute() {
        boolean uncertain = acceptUncertain.getAsBoolean();
        devices.forEach(device -> device.read(uncertain));
        // The very same list: Kura then takes its quick path.
        return channels;
    }

    @Override
    public List<ChannelRecord> getChannelRecords() {
        return channels;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static final class Wanted {
        private final ChannelRecord channel;
        private final String name;
        private int index = -1;

        Wanted(ChannelRecord channel, String name) {
            this.channel = channel;
            this.name = name;
        }
    }

    private static final class OfDevice {
        private final DeviceImage image;
        private final DeviceSnapshot snapshot = new DeviceSnapshot();
        private final List<Wanted> wanted = new ArrayList<>();
        private @Nullable PointSet points;

        OfDevice(DeviceImage image) {
            this.image = image;
        }

        void read(boolean acceptUncertain) {
            image.read(snapshot);
            if (points != snapshot.points()) {
                points = snapshot.points();
                wanted.forEach(one -> one.index = snapshot.points().indexOf(one.name));
            }
            for (Wanted one : wanted) {
                if (one.index >= 0) {
                    ChannelValue.fill(one.channel, snapshot, one.index, acceptUncertain);
                } else {
                    ChannelValue.fail(one.channel, missing(one.name), null);
                }
            }
        }

        private String missing(String name) {
            return snapshot.points().size() == 0
                    ? image.device().id() + " has not answered yet"
                    : image.device().id() + " has no point " + name;
        }
    }
}
