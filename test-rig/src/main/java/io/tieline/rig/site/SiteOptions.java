package io.tieline.rig.site;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated site is set up.
 *
 * @param basePort first of the consecutive ports, 0 = free ones
 * @param work folder for the site file and the OPC UA key, made when absent
 * @param trace `minute-epoch,kW` file, null = the generator
 * @param speed site seconds per real second
 */
public record SiteOptions(int basePort, Path work, @Nullable Path trace, double speed, long seed) {}
