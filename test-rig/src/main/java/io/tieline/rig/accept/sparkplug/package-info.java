/** Whether our edge node keeps what Sparkplug 3.0 demands of one, judged from the packets it sends to a real broker. */
@NullMarked
package io.tieline.rig.accept.sparkplug;

import org.jspecify.annotations.NullMarked;
