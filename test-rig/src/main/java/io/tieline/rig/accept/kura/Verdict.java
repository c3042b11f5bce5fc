package io.tieline.rig.accept.kura;

import java.util.List;

/** What came out for a rule or a trial. */
record Verdict(String id, String says, List<String> faults) {

    boolean isKept() {
        return faults.isEmpty();
    }
}
