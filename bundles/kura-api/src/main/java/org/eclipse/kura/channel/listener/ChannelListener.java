package org.eclipse.kura.channel.listener;

/** Hears of new values. */
public interface ChannelListener {

    void onChannelEvent(ChannelEvent event);
}
