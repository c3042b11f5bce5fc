/**
 * Connections: addresses, TCP, TLS, UDP and serial lines, and {@link io.tieline.modbus.transport.Link}, on which all units behind one
 * of them take turns. Everything of one link happens on the one event loop of {@link io.tieline.modbus.transport.Links}.
 */
@NullMarked
package io.tieline.modbus.transport;

import org.jspecify.annotations.NullMarked;
