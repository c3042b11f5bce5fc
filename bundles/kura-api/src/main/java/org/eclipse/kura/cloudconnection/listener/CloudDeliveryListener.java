package org.eclipse.kura.cloudconnection.listener;

/** Hears of messages the cloud has confirmed. */
public interface CloudDeliveryListener {

    void onMessageConfirmed(String messageId);
}
