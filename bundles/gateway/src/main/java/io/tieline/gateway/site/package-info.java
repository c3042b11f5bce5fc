/** The site being read: its description, the protocols and their secrets, the live image and the engine that keeps it live. */
@NullMarked
package io.tieline.gateway.site;

import org.jspecify.annotations.NullMarked;
