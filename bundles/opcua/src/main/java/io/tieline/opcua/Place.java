package io.tieline.opcua;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** Where a browse path leads in the session at hand. */
sealed interface Place {

    /** To exactly one node. */
    record At(NodeId node) implements Place {}

    /** Nowhere. */
    record Missing() implements Place {}

    /** To several nodes: reading any of them would be a guess. */
    record Ambiguous() implements Place {}

    Place MISSING = new Missing();
    Place AMBIGUOUS = new Ambiguous();
}
