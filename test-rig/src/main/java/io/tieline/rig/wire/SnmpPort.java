package io.tieline.rig.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.agent.CommandProcessor;
import org.snmp4j.agent.DefaultMOServer;
import org.snmp4j.agent.DuplicateRegistrationException;
import org.snmp4j.agent.mo.snmp.CoexistenceInfo;
import org.snmp4j.agent.mo.snmp.CoexistenceInfoProvider;
import org.snmp4j.agent.security.VACM;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** An SNMP v1/v2c agent on one UDP port of loopback, or a misbehaving one. */
final class SnmpPort {

    private final int port;
    private final CommandProcessor processor;
    private volatile Behaviour behaviour = Behaviour.DEAD;
    private @Nullable DefaultUdpTransportMapping transport;
    private @Nullable DatagramSocket garbage;

    SnmpPort(int port, String community, SnmpObjects objects) {
        this.port = port;
        OctetString engine = new OctetString("tieline-sim-" + port);
        DefaultMOServer server = new DefaultMOServer();
        server.addContext(new OctetString());
        try {
            server.register(objects, null);
        } catch (DuplicateRegistrationException e) {
            throw new IllegalStateException(e);
        }
        processor = new CommandProcessor(engine);
        processor.addMOServer(server);
        processor.setVacm(new OpenView());
        processor.setCoexistenceProvider(new OneCommunity(new OctetString(community), engine));
    }

    int port() {
        return port;
    }

    synchronized void behave(Behaviour wanted) throws IOException {
        behaviour = wanted;
        if (wanted != Behaviour.OK && wanted != Behaviour.SLOW && transport != null) {
            transport.close();
            transport = null;
        }
        if (wanted != Behaviour.GARBAGE && garbage != null) {
            garbage.close();
            garbage = null;
        }
        if (wanted == Behaviour.GARBAGE && garbage == null) {
            garbage = babble();
        }
        if ((wanted == Behaviour.OK || wanted == Behaviour.SLOW) && transport == null) {
            transport = open();
        }
    }

    private DefaultUdpTransportMapping open() throws IOException {
        UdpAddress address = new UdpAddress(InetAddress.getLoopbackAddress(), port);
        DefaultUdpTransportMapping opened = new DefaultUdpTransportMapping(address);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addTransportMapping(opened);
        dispatcher.addCommandResponder(new Delayed());
        opened.addTransportListener(dispatcher);
        opened.listen();
        return opened;
    }

    private DatagramSocket babble() throws IOException {
        DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> babble(socket), "garbage-" + port);
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    private static void babble(DatagramSocket socket) {
        Random random = new Random(1);
        byte[] buffer = new byte[1500];
        try {
            while (!socket.isClosed()) {
                DatagramPacket request = new DatagramPacket(buffer, buffer.length);
                socket.receive(request);
                byte[] answer = new byte[1 + random.nextInt(120)];
                random.nextBytes(answer);
                socket.send(new DatagramPacket(answer, answer.length, request.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed: that is how it ends.
        }
    }

    synchronized void close() throws IOException {
        behave(Behaviour.DEAD);
    }

    /** Holds an answer back while the device is slow. */
    private final class Delayed implements CommandResponder {
        @Override
        public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
            if (behaviour == Behaviour.SLOW) {
                LockSupport.parkNanos(Behaviour.SLOW_NANOS);
            }
            processor.processPdu(event);
        }
    }

    /** Everything may be seen: the community is the only lock these devices have. */
    private static final class OpenView implements VACM {
        @Override
        public int isAccessAllowed(
                OctetString context, OctetString securityName, int model, int level, int viewType, OID oid) {
            return VACM_OK;
        }

        @Override
        public int isAccessAllowed(OctetString viewName, OID oid) {
            return VACM_OK;
        }

        @Override
        public OctetString getViewName(
                OctetString context, OctetString securityName, int model, int level, int viewType) {
            return new OctetString("all");
        }
    }

    private record OneCommunity(OctetString community, OctetString engine) implements CoexistenceInfoProvider {
        @Override
        public CoexistenceInfo @Nullable [] getCoexistenceInfo(OctetString asked) {
            return asked.equals(community)
                    ? new CoexistenceInfo[] {new CoexistenceInfo(community, engine, new OctetString())}
                    : null;
        }

        @Override
        public OctetString getCommunity(OctetString securityName, OctetString contextEngine, OctetString context) {
            return community;
        }

        @Override
        public boolean passesFilter(Address address, CoexistenceInfo info) {
            return true;
        }
    }
}
