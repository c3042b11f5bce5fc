package io.tieline.model;

/** How much an event matters; the four steps of Redfish and of OPC UA severities 900, 700, 400 and 100. */
public enum Severity {
    CRITICAL(900),
    MAJOR(700),
    MINOR(400),
    INFO(100);

    private final int opcUaSeverity;

    Severity(int opcUaSeverity) {
        this.opcUaSeverity = opcUaSeverity;
    }

    public int opcUaSeverity() {
        return opcUaSeverity;
    }
}
