/** One device, looked at: {@code tieline scan}, and {@code tieline profile}, which judges a profile by what the device says. */
@NullMarked
package io.tieline.cli.device;

import org.jspecify.annotations.NullMarked;
