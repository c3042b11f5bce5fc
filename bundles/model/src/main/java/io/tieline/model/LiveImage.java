package io.tieline.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The present values of the whole site: one {@link DeviceImage} per device, in the order of the site description. */
public final class LiveImage {

    private final List<DeviceImage> devices;
    private final Map<String, DeviceImage> byId = new HashMap<>();
    /** Replaced as a whole, walked by index: an iterator would be garbage at every batch. */
    private volatile List<Consumer<DeviceImage>> listeners = List.of();

    /**
     * An image in which no value was read yet.
     *
     * @param devices with indexes 0, 1, 2 … and distinct ids
     */
    public LiveImage(List<Device> devices) {
        this.devices = devices.stream()
                .map(device -> new DeviceImage(device, this::committed))
                .toList();
        for (int i = 0; i < this.devices.size(); i++) {
            DeviceImage image = this.devices.get(i);
            if (image.device().index() != i || byId.put(image.device().id(), image) != null) {
                throw new IllegalArgumentException("index out of order or id twice: " + image.device());
            }
        }
    }

    public List<DeviceImage> devices() {
        return devices;
    }

    public DeviceImage device(int index) {
        return devices.get(index);
    }

    public Optional<DeviceImage> device(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Is told after every committed batch, on the thread that read the device: be short, never block.
     *
     * @return closes the subscription
     */
    public synchronized AutoCloseable listen(Consumer<DeviceImage> listener) {
        List<Consumer<DeviceImage>> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = List.copyOf(more);
        return () -> forget(listener);
    }

    private synchronized void forget(Consumer<DeviceImage> listener) {
        listeners = listeners.stream().filter(other -> other != listener).toList();
    }

    private void committed(DeviceImage image) {
        List<Consumer<DeviceImage>> now = listeners;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).accept(image);
        }
    }
}
