package io.tieline.rig.bench.contender;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.PlcDriverManager;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;

/** Apache PLC4X: one {@link PlcConnection} each, one array tag, the same request executed again and again. */
final class Plc4x implements Contender {

    private static final String TAG = "registers";

    private final List<PlcConnection> connections = new ArrayList<>();
    private final List<PlcReadRequest> requests = new ArrayList<>();

    @Override
    public void open(List<String> hosts, int port) throws PlcConnectionException {
        for (String host : hosts) {
            String url = "modbus-tcp://" + host + ":" + port + "?default-unit-identifier=1&request-timeout="
                    + TIMEOUT_MILLIS;
            PlcConnection connection =
                    PlcDriverManager.getDefault().getConnectionManager().getConnection(url);
            connections.add(connection);
            // Its addresses count from 1.
            requests.add(connection
                    .readRequestBuilder()
                    .addTagAddress(TAG, "holding-register:1:UINT[" + REGISTERS + "]")
                    .build());
        }
    }

    @Override
    public long exchange(int count, long millis) throws IOException, InterruptedException {
        List<Rally.Sending> sendings = new ArrayList<>();
        for (PlcReadRequest request : requests.subList(0, count)) {
            sendings.add(line -> send(request, line));
        }
        return Rally.play(sendings, millis);
    }

    private static void send(PlcReadRequest request, Rally.Line line) {
        request.execute().whenComplete((answer, failure) -> {
            if (failure != null) {
                line.failed(failure);
            } else if (!isComplete(answer)) {
                line.failed(new IOException(String.valueOf(answer.getResponseCode(TAG))));
            } else {
                line.answered();
            }
        });
    }

    private static boolean isComplete(PlcReadResponse answer) {
        return answer.getResponseCode(TAG) == PlcResponseCode.OK && answer.getNumberOfValues(TAG) == REGISTERS;
    }

    @Override
    public void close() throws Exception {
        for (PlcConnection connection : connections) {
            connection.close();
        }
    }
}
