package org.eclipse.kura.channel.listener;

import org.eclipse.kura.channel.ChannelRecord;

/** A channel has a new value. */
public class ChannelEvent {

    private final ChannelRecord channelRecord;

    public ChannelEvent(ChannelRecord channelRecord) {
        this.channelRecord = channelRecord;
    }

    public ChannelRecord getChannelRecord() {
        return channelRecord;
    }
}
