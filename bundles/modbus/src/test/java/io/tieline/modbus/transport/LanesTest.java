package io.tieline.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.tieline.modbus.framing.Function;
import io.tieline.modbus.framing.Request;
import io.tieline.southbound.DeviceFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Units behind one socket take turns; within a unit the order is kept, and a command goes first. */
class LanesTest {

    private record Ignored() implements Request.Listener {
        @Override
        public void answered(Request request, ByteBuf data) {}

        @Override
        public void refused(Request request, int code) {}

        @Override
        public void failed(Request request, DeviceFault fault) {}
    }

    private static Request request(int unit, int address, boolean urgent) {
        return Request.read(
                new Request.Target(unit, 1, 0, 1, urgent), Function.READ_HOLDING_REGISTERS, address, 1, new Ignored());
    }

    private static List<String> order(Lanes lanes) {
        List<String> order = new ArrayList<>();
        for (Request next = lanes.next(); next != null; next = lanes.next()) {
            order.add(next.unit + "/" + next.address);
        }
        return order;
    }

    @Test
    void aUnitWithMuchToAskDoesNotHoldUpTheOthers() {
        Lanes lanes = new Lanes();
        for (int address = 0; address < 3; address++) {
            lanes.add(request(1, address, false));
        }
        lanes.add(request(2, 0, false));
        lanes.add(request(3, 0, false));
        lanes.add(request(2, 1, false));
        assertThat(order(lanes)).containsExactly("1/0", "2/0", "3/0", "1/1", "2/1", "1/2");
        assertThat(lanes.isEmpty()).isTrue();
    }

    @Test
    void commandsOvertakeAllPollsAndKeepTheirOrder() {
        Lanes lanes = new Lanes();
        lanes.add(request(1, 0, false));
        lanes.add(request(2, 0, false));
        lanes.add(request(2, 9, true));
        lanes.add(request(1, 8, true));
        assertThat(order(lanes)).containsExactly("2/9", "1/8", "1/0", "2/0");
    }

    @Test
    void whatIsSentAgainGoesFirst() {
        Lanes lanes = new Lanes();
        lanes.add(request(1, 1, false));
        lanes.addAgain(request(1, 0, false));
        assertThat(lanes.peek()).isNotNull().extracting(next -> next.address).isEqualTo(0);
        assertThat(order(lanes)).containsExactly("1/0", "1/1");
    }
}
