package org.eclipse.kura.channel;

/** How an exchange about a channel ended. */
public enum ChannelFlag {
    FAILURE,
    SUCCESS
}
