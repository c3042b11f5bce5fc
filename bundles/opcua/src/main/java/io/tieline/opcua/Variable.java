package io.tieline.opcua;

import io.tieline.model.Point;
import io.tieline.model.Quality;
import io.tieline.profile.OpcUaPath;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Rate;
import io.tieline.profile.ValueRule;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.jspecify.annotations.Nullable;

/**
 * A variable of the session at hand that fills a point.
 *
 * @param index of the point
 * @param rule with the unit the server declares, where it is the server who says it
 * @param source null: it cannot be read
 * @param why it cannot be read
 */
record Variable(
        int index,
        Point point,
        ValueRule rule,
        Rate rate,
        OpcUaPath path,
        OpcUaPlan.Sampling sampling,
        @Nullable Source source,
        Quality why) {

    /**
     * Where its raw value comes from.
     *
     * @param element of an array value, -1: it is no array
     * @param range the server's EURange in raw counts, null: none or the profile knows better
     */
    record Source(NodeId node, int element, @Nullable Range range) {}

    /** Of a readable one. */
    Source from() {
        if (source == null) {
            throw new IllegalStateException(path + " cannot be read");
        }
        return source;
    }
}
