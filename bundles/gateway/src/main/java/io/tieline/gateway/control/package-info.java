/**
 * The control core run over a live site: it decides, has its orders sent and recorded, keeps its state, and takes requests
 * from operators, from upstream and from other gateways.
 */
@NullMarked
package io.tieline.gateway.control;

import org.jspecify.annotations.NullMarked;
