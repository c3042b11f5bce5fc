package io.tieline.control.lease;

import java.util.List;

/** The answer to a {@link LeaseRequest}: taken as a whole, perhaps clamped, or not at all. */
public sealed interface LeaseAnswer {

    /**
     * It will stand once it is recorded.
     *
     * @param clamped what was cut to the bounds of this site or is more than its batteries can do, and why; empty: nothing
     */
    record Accepted(Lease lease, List<String> clamped) implements LeaseAnswer {
        public Accepted {
            clamped = List.copyOf(clamped);
        }
    }

    /**
     * Nothing of it is applied.
     *
     * @param why in words for an operator
     */
    record Refused(Reason reason, String why) implements LeaseAnswer {}

    /** Why a request is refused. */
    enum Reason {
        /** The grid is not OK: power belongs to the backup. */
        GRID_STATE,
        /** A later authority has spoken. */
        EPOCH,
        /** This request, or a later one of the same id, was heard before. */
        DUPLICATE,
        /** It came after its own end. */
        EXPIRED,
        /** It asks for something that makes no sense. */
        NONSENSE,
        /** Too many stand already. */
        FULL,
        /** This site does not control its batteries now. */
        NOT_IN_CONTROL
    }
}
