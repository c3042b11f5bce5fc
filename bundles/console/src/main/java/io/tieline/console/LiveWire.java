package io.tieline.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A live client on a Jetty response that stays open. */
final class LiveWire implements LiveFeed.Wire {

    private final Response response;
    private final Callback whole;
    private final AtomicBoolean ended = new AtomicBoolean();

    LiveWire(Response response, Callback whole) {
        this.response = response;
        this.whole = whole;
    }

    @Override
    public void write(String text, Runnable done, Runnable failed) {
        response.write(
                false,
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                Callback.from(done, failure -> failed.run()));
    }

    @Override
    public void drop(String why) {
        if (ended.compareAndSet(false, true)) {
            whole.failed(new CancellationException(why));
        }
    }
}
