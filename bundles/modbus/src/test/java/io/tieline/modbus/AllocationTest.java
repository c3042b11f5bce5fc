package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.ReadListener;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** In steady state a poll allocates the same few objects of Netty, however many values it brings. */
class AllocationTest {

    private static final int WARM_UP = 4_000;
    private static final int POLLS = 4_000;
    /** Less than one boxed number per ten values; a box is 16 bytes. */
    private static final double NOTHING_PER_VALUE = 1.5;

    private record Cost(double bytesPerPoll, double pollsPerSecond) {}

    @Test
    void aPollOfAHundredRegistersAllocatesNoMoreThanOneOfTen() throws Exception {
        Cost ten = cost(10);
        Cost hundred = cost(100);
        System.out.printf(
                "RESULT modbus-poll bytes10=%.0f bytes100=%.0f polls10=%.0f polls100=%.0f%n",
                ten.bytesPerPoll, hundred.bytesPerPoll, ten.pollsPerSecond, hundred.pollsPerSecond);
        assertThat((hundred.bytesPerPoll - ten.bytesPerPoll) / 90).isLessThan(NOTHING_PER_VALUE);
    }

    private static Cost cost(int registers) throws Exception {
        try (HostileServer server = new HostileServer();
                Bench bench = Bench.at(server.port(), Profiles.registers(registers))) {
            DeviceSession session = bench.connect("test", Map.of());
            poll(bench, session, WARM_UP);
            long before = allocated();
            long start = System.nanoTime();
            poll(bench, session, POLLS);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Cost((double) (allocated() - before) / POLLS, POLLS / seconds);
        }
    }

    /** Each poll is started from the event loop itself, as the engine does, so that nothing else is measured. */
    private static void poll(Bench bench, DeviceSession session, int polls) throws InterruptedException {
        Semaphore done = new Semaphore(0);
        new ReadListener() {
            private int left = polls;

            private void next() {
                session.read(session.groups().get(0), bench.image.target(), this);
            }

            @Override
            public void completed() {
                if (--left > 0) {
                    next();
                } else {
                    done.release();
                }
            }

            @Override
            public void failed(DeviceFault fault) {
                throw new AssertionError(fault.text());
            }
        }.next();
        done.acquire();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tieline-modbus"))
                .mapToLong(Thread::getId)
                .map(threads::getThreadAllocatedBytes)
                .max()
                .orElseThrow();
    }
}
