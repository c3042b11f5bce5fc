package io.tieline.rig.accept.kura;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * A Kura asset: one thread, a read that is prepared once, channels configured in strings. Unlike the real one it gives up
 * after a while instead of waiting for ever.
 */
final class AssetDouble implements AutoCloseable {

    private static final double PATIENCE_SECONDS = 20;

    private final Driver driver;
    private final List<ChannelRecord> channels;
    private final @Nullable PreparedRead prepared;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread asset = new Thread(task, "asset");
        asset.setDaemon(true);
        return asset;
    });

    /** @param points by the name of their channel, each with its type */
    AssetDouble(Driver driver, Map<String, DataType> points) throws Exception {
        this.driver = driver;
        channels = new ArrayList<>();
        points.forEach((point, type) -> {
            ChannelRecord channel = ChannelRecord.createReadRecord(nameOf(point), type);
            channel.setChannelConfig(configuration(point, type));
            channels.add(channel);
        });
        prepared = driver.prepareRead(channels);
    }

    private static String nameOf(String point) {
        return point.replace('/', '_');
    }

    static Map<String, Object> configuration(String point, DataType type) {
        Map<String, Object> configuration = new TreeMap<>();
        configuration.put("+enabled", "true");
        configuration.put("+listen", "false");
        configuration.put("+name", nameOf(point));
        configuration.put("+type", "READ");
        configuration.put("+value.type", type.name());
        configuration.put("point", point);
        return configuration;
    }

    List<ChannelRecord> channels() {
        return channels;
    }

    /** Reads all channels. */
    List<ChannelRecord> read() throws Exception {
        PreparedRead read = prepared;
        if (read != null) {
            return onItsThread(read::execute);
        }
        return onItsThread(() -> {
            driver.read(channels);
            return channels;
        });
    }

    /** Writes one channel; the record has its status afterwards. */
    ChannelRecord write(String point, TypedValue<?> value) throws Exception {
        ChannelRecord channel = ChannelRecord.createWriteRecord(nameOf(point), value);
        channel.setChannelConfig(configuration(point, value.getType()));
        onItsThread(() -> {
            driver.write(List.of(channel));
            return channel;
        });
        return channel;
    }

    private <T> T onItsThread(Callable<T> task) throws Exception {
        try {
            return thread.submit(task).get(Math.round(PATIENCE_SECONDS * 1000), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the driver has not returned for " + PATIENCE_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the driver has thrown " + e.getCause(), e);
        }
    }

    @Override
    public void close() throws Exception {
        if (prepared != null) {
            prepared.close();
        }
        thread.shutdownNow();
    }
}
