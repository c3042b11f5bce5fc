package org.eclipse.kura.channel;

import org.jspecify.annotations.Nullable;

/** How an exchange about a channel ended, and why. */
public class ChannelStatus {

    private final ChannelFlag flag;
    private final @Nullable String message;
    private final @Nullable Exception exception;

    public ChannelStatus(ChannelFlag flag) {
        this(flag, null, null);
    }

    public ChannelStatus(ChannelFlag flag, @Nullable String message, @Nullable Exception exception) {
        this.flag = flag;
        this.message = message;
        this.exception = exception;
    }

    public ChannelFlag getChannelFlag() {
        return flag;
    }

    public @Nullable String getExceptionMessage() {
        return message;
    }

    public @Nullable Exception getException() {
        return exception;
    }
}
