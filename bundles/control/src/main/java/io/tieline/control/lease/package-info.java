/**
 * What upstream may ask of a site, and for how long: every schedule, limit and mode is a lease that ends by itself.
 *
 * <p>{@link io.tieline.control.lease.LeaseDesk} answers a {@link io.tieline.control.lease.LeaseRequest}; what it accepts
 * stands in the {@link io.tieline.control.lease.LeaseBook} until it expires, and then local policy goes on. {@link
 * io.tieline.control.lease.Deliveries} measures what a curtailment really got, {@link io.tieline.control.lease.Fence}
 * keeps the older of two gateways from writing.
 */
@NullMarked
package io.tieline.control.lease;

import org.jspecify.annotations.NullMarked;
