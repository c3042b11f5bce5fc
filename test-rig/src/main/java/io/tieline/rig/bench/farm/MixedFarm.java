package io.tieline.rig.bench.farm;

import io.tieline.rig.bench.fork.Orders;
import io.tieline.rig.bench.fork.Reply;
import java.io.IOException;
import java.util.stream.Collectors;

/** The process of the SNMP agents and the OPC UA servers. */
public final class MixedFarm {

    /** The n-th object of an agent is {@code SNMP_BASE.n.0}; the number space for documentation (RFC 5612). */
    public static final String SNMP_BASE = "1.3.6.1.4.1.32473.1";

    /** Below Objects, and over the modules; the n-th variable of a server is {@code P} with its number. */
    public static final String OPCUA_FOLDER = "Bench";

    private static final int VARIABLES_OF_A_MODULE = 20;

    private MixedFarm() {}

    /** The folder of the n-th variable of a server, {@code n >= 1}. */
    public static String opcUaModule(int n) {
        return "Module" + ((n - 1) / VARIABLES_OF_A_MODULE + 1);
    }

    /** @param args SNMP agents, objects of each, OPC UA servers, variables of each */
    public static void main(String[] args) throws IOException {
        SnmpAgents agents = new SnmpAgents(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        OpcUaServers servers = new OpcUaServers(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        Reply ready = new Reply()
                .with("snmp", agents.port())
                .with("opcua", servers.ports().stream().map(String::valueOf).collect(Collectors.joining(",")));
        Orders.serve(ready, words -> {
            throw new IllegalArgumentException("no orders are known here");
        });
    }
}
