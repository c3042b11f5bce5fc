package org.eclipse.kura.cloudconnection.listener;

/** Hears of the connection. */
public interface CloudConnectionListener {

    void onConnectionEstablished();

    void onConnectionLost();

    void onDisconnected();
}
