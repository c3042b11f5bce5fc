/**
 * Modbus TCP clients in comparison. Each runs in a JVM of its own, and PLC4X and digitalpetri on class paths of their own:
 * but for its client, a contender must need nothing beside the JDK and {@code fork}.
 */
@NullMarked
package io.tieline.rig.bench.contender;

import org.jspecify.annotations.NullMarked;
