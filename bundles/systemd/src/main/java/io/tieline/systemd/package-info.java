/**
 * The gateway as a service of systemd: it says when it runs, and keeps saying so while everything critical checks in; when it
 * falls silent, systemd starts it anew. To the other rooms this is the {@code WatchdogService} they know from Kura.
 */
@NullMarked
package io.tieline.systemd;

import org.jspecify.annotations.NullMarked;
