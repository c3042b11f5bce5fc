/** The other gateways of the site: what is said to them and heard of them, over the broker and over the site's own network. */
@NullMarked
package io.tieline.gateway.neighbour;

import org.jspecify.annotations.NullMarked;
