/** Messages as JSON: leases from upstream, and what the gateways of one site tell each other. */
@NullMarked
package io.tieline.gateway.message;

import org.jspecify.annotations.NullMarked;
