package io.tieline.control.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A check sum over everything in a value: two that differ in one bit or letter have different ones. */
final class Sum implements Sink {

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer eight = ByteBuffer.allocate(8);

    static int of(Codec codec, Object value) {
        Sum sum = new Sum();
        codec.write(value, sum);
        return (int) sum.crc.getValue();
    }

    static int of(String text) {
        Sum sum = new Sum();
        sum.text(text);
        return (int) sum.crc.getValue();
    }

    @Override
    public void number(long bits) {
        crc.update(eight.putLong(0, bits).rewind());
    }

    @Override
    public void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        crc.update(bytes);
    }

    @Override
    public long moment() {
        return 0;
    }
}
