package org.eclipse.kura.cloudconnection.publisher;

import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.jspecify.annotations.Nullable;

/** Sends messages, whatever the cloud. */
public interface CloudPublisher {

    /**
     * Hands a message over.
     *
     * @return its id, by which its confirmation is recognised; null if its QoS is 0
     */
    @Nullable
    String publish(KuraMessage message) throws KuraException;

    void registerCloudConnectionListener(CloudConnectionListener listener);

    void unregisterCloudConnectionListener(CloudConnectionListener listener);

    void registerCloudDeliveryListener(CloudDeliveryListener listener);

    void unregisterCloudDeliveryListener(CloudDeliveryListener listener);
}
