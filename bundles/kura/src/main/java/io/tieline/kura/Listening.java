package io.tieline.kura;

import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kura listeners what has changed. A listener may run a whole wire graph before it returns, so none is called on
 * the thread that reads a device; while one is busy, changes of a device join into one.
 */
final class Listening implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private final Executor executor;
    private final BooleanSupplier acceptUncertain;
    private final List<Listened> channels = new CopyOnWriteArrayList<>();
    private final Set<DeviceImage> changed = ConcurrentHashMap.newKeySet();
    private final @Nullable AutoCloseable subscription;

    Listening(@Nullable LiveImage image, Executor executor, BooleanSupplier acceptUncertain) {
        this.executor = executor;
        this.acceptUncertain = acceptUncertain;
        this.subscription = image == null ? null : image.listen(this::changed);
    }

    /** Registering a channel again replaces what was there: Kura does so after each reconfiguration. */
    void add(Map<String, Object> channel, ChannelListener listener) {
        Listened added = new Listened(
                String.valueOf(channel.get("+name")),
                DataType.valueOf(String.valueOf(channel.get("+value.type"))),
                PointAddress.of(channel),
                listener);
        channels.removeIf(known -> known.listener == listener && known.name.equals(added.name));
        channels.add(added);
    }

    void remove(ChannelListener listener) {
        channels.removeIf(known -> known.listener == listener);
    }

    @Override
    public void close() throws Exception {
        channels.clear();
        if (subscription != null) {
            subscription.close();
        }
    }

    private void changed(DeviceImage device) {
        if (!channels.isEmpty() && changed.add(device)) {
            executor.execute(() -> tell(device));
        }
    }

    private void tell(DeviceImage device) {
        changed.remove(device);
        DeviceSnapshot snapshot = new DeviceSnapshot();
        device.read(snapshot);
        for (Listened channel : channels) {
            if (channel.address.device().equals(device.device().id())) {
                channel.tell(snapshot, acceptUncertain.getAsBoolean());
            }
        }
    }

    private static final class Listened {
        private final String name;
        private final DataType type;
        private final PointAddress address;
        private final ChannelListener listener;
        private long seen = -1;

        Listened(String name, DataType type, PointAddress address, ChannelListener listener) {
            this.name = name;
            this.type = type;
            this.address = address;
            this.listener = listener;
        }

        void tell(DeviceSnapshot device, boolean acceptUncertain) {
            int point = device.points().indexOf(address.point());
            if (point < 0 || !device.changedSince(point, seen)) {
                return;
            }
            seen = device.revision();
            ChannelRecord told = ChannelRecord.createReadRecord(name, type);
            ChannelValue.fill(told, device, point, acceptUncertain);
            try {
                listener.onChannelEvent(new ChannelEvent(told));
            } catch (RuntimeException e) {
                LOG.warn("a listener of channel {} failed: {}", name, e.toString());
            }
        }
    }
}
