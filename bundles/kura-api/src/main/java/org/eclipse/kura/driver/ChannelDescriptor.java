package org.eclipse.kura.driver;

/** What a driver wants to know about each channel. */
public interface ChannelDescriptor {

    /** A list of {@code Tad}; Kura casts it. */
    Object getDescriptor();
}
