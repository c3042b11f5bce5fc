package io.tieline.rig.bench.contender;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** j2mod the usual way: a {@link ModbusTCPMaster} and a blocking thread for each connection, which stays open. */
final class J2mod implements Contender {

    private static final int UNIT = 1;

    private final List<ModbusTCPMaster> masters = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean running;

    @Override
    public void open(List<String> hosts, int port) throws Exception {
        for (String host : hosts) {
            ModbusTCPMaster master = new ModbusTCPMaster(host, port, TIMEOUT_MILLIS, false);
            master.connect();
            masters.add(master);
        }
    }

    @Override
    public long exchange(int connections, long millis) throws IOException, InterruptedException, ExecutionException {
        running = true;
        List<Future<Long>> counts = new ArrayList<>();
        for (ModbusTCPMaster master : masters.subList(0, connections)) {
            counts.add(threads.submit(() -> poll(master)));
        }
        TimeUnit.MILLISECONDS.sleep(millis);
        running = false;
        long answers = 0;
        for (Future<Long> count : counts) {
            answers += count.get();
        }
        return answers;
    }

    private long poll(ModbusTCPMaster master) throws Exception {
        long answers = 0;
        while (running) {
            int got = master.readMultipleRegisters(UNIT, 0, REGISTERS).length;
            if (got != REGISTERS) {
                throw new IOException(got + " registers");
            }
            answers++;
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        masters.forEach(ModbusTCPMaster::disconnect);
    }
}
