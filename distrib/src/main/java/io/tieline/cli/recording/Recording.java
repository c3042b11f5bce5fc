package io.tieline.cli.recording;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A recorded device that answers on loopback as the real one did. */
public sealed interface Recording extends AutoCloseable permits RecordedAgent, RecordedRegisters {

    URI uri();

    /** What the protocol needs to reach it. */
    Map<String, String> options();

    @Override
    void close();

    /**
     * Serves a file: {@code .snmprec} is an SNMP agent, everything else registers.
     *
     * @throws io.tieline.cli.outcome.CliException if the file is no recording
     */
    static Recording serve(Path file) throws IOException {
        return file.toString().endsWith(".snmprec") ? RecordedAgent.serve(file) : RecordedRegisters.serve(file);
    }
}
