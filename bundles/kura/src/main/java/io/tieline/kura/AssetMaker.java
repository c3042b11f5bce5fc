package io.tieline.kura;

import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Kura asset for each device that has none. Not thread-safe, and slow: Kura copies every attribute of every channel
 * for each configuration it makes.
 */
final class AssetMaker {

    /** What the console makes assets with, so that they are on its page and in its wires. */
    static final String ASSET = "org.eclipse.kura.wire.WireAsset";

    static final String DRIVER = "tieline";

    private final ConfigurationService configurations;
    private final LiveImage image;
    private final Set<String> done = new HashSet<>();
    private boolean driverMade;

    AssetMaker(ConfigurationService configurations, LiveImage image) {
        this.configurations = configurations;
        this.image = image;
    }

    /**
     * Makes what can be made now. What points a device has is known when it has answered once.
     *
     * @return whether every device has its asset
     * @throws KuraException if Kura does not make one; the others come with the next call
     */
    boolean step() throws KuraException {
        Set<String> there = configurations.getConfigurableComponentPids();
        boolean made = false;
        try {
            for (DeviceImage device : image.devices()) {
                made |= make(device, there);
            }
        } finally {
            if (made) {
                // Once for all: with each of them Kura would read, decrypt and write every configuration it has.
                configurations.snapshot();
            }
        }
        return done.size() == image.devices().size();
    }

    private boolean make(DeviceImage device, Set<String> there) throws KuraException {
        String id = device.device().id();
        if (done.contains(id)) {
            return false;
        }
        if (there.contains(pid(id))) {
            done.add(id);
            return false;
        }
        DeviceSnapshot now = new DeviceSnapshot();
        device.read(now);
        if (now.points().size() == 0) {
            return false;
        }
        driver(there);
        create(ASSET, pid(id), AssetForm.of(DRIVER, id, now.points()));
        done.add(id);
        return true;
    }

    private void driver(Set<String> there) throws KuraException {
        if (!driverMade && !there.contains(DRIVER)) {
            create(SiteDriver.PID, DRIVER, null);
        }
        driverMade = true;
    }

    private void create(String factory, String pid, @Nullable Map<String, Object> form) throws KuraException {
        configurations.createFactoryConfiguration(factory, pid, form, false);
    }

    /** The console shows what follows the last dot. */
    static String pid(String device) {
        return device.replace('.', '-');
    }
}
