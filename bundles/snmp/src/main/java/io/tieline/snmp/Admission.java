package io.tieline.snmp;

import java.net.InetSocketAddress;

/** Which datagrams of a socket are looked at; the others are dropped before anything of them is parsed. */
interface Admission {

    /** How many datagrams may be taken from the system now; what is left waits there, in its bounded buffer. */
    int readable();

    /** Whether a datagram that was taken is parsed. Called on the receiving thread only. */
    boolean admits(InetSocketAddress sender);

    /** A datagram goes out. From any thread. */
    void sent(InetSocketAddress receiver);
}
