package io.tieline.rig.bench.contender;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusExecutionException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** digitalpetri modbus-tcp: one client for each connection on its shared event loop, asynchronous reads. */
final class Digitalpetri implements Contender {

    private static final int UNIT = 1;
    private static final ReadHoldingRegistersRequest REQUEST = new ReadHoldingRegistersRequest(0, REGISTERS);

    private final List<ModbusTcpClient> clients = new ArrayList<>();

    @Override
    public void open(List<String> hosts, int port) throws ModbusExecutionException {
        for (String host : hosts) {
            NettyTcpClientTransport transport = NettyTcpClientTransport.create(settings -> {
                settings.setHostname(host);
                settings.setPort(port);
            });
            ModbusTcpClient client = ModbusTcpClient.create(
                    transport, settings -> settings.setRequestTimeout(Duration.ofMillis(TIMEOUT_MILLIS)));
            client.connect();
            clients.add(client);
        }
    }

    @Override
    public long exchange(int connections, long millis) throws IOException, InterruptedException {
        List<Rally.Sending> sendings = new ArrayList<>();
        for (ModbusTcpClient client : clients.subList(0, connections)) {
            sendings.add(line -> send(client, line));
        }
        return Rally.play(sendings, millis);
    }

    private static void send(ModbusTcpClient client, Rally.Line line) {
        client.readHoldingRegistersAsync(UNIT, REQUEST).whenComplete((answer, failure) -> {
            if (failure != null) {
                line.failed(failure);
            } else if (answer.registers().length != 2 * REGISTERS) {
                line.failed(new IOException(answer.registers().length + " bytes"));
            } else {
                line.answered();
            }
        });
    }

    @Override
    public void close() throws ModbusExecutionException {
        for (ModbusTcpClient client : clients) {
            client.disconnect();
        }
    }
}
