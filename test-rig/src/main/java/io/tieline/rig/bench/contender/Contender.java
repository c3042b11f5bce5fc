package io.tieline.rig.bench.contender;

import java.util.List;

/**
 * A Modbus TCP client with many connections to one server, unit 1. On each, the next request goes out when the answer to
 * the one before has come: {@link #REGISTERS} holding registers from 0 on.
 *
 * <p>All are used as their documentation shows, without reconnecting between requests.
 */
interface Contender extends AutoCloseable {

    int REGISTERS = 100;

    /** Milliseconds after which a missing answer is a failure; never reached in a run that counts. */
    int TIMEOUT_MILLIS = 5000;

    /** Opens a connection to each host. */
    void open(List<String> hosts, int port) throws Exception;

    /**
     * Keeps the first so many connections busy.
     *
     * @return requests answered
     * @throws Exception if one was not answered
     */
    long exchange(int connections, long millis) throws Exception;

    @Override
    void close() throws Exception;
}
