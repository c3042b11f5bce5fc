/**
 * What every part stands on: one clock, one place for events, the alarms and the secrets ({@link
 * io.tieline.gateway.foundation.Foundation}), and {@link io.tieline.gateway.foundation.Part}, which makes a service of a
 * form and makes it anew when the form changes.
 */
@NullMarked
package io.tieline.gateway.foundation;

import org.jspecify.annotations.NullMarked;
