package io.tieline.uplink;

/** Why a connection ended: the first reason counts, what follows from it does not. Thread-safe. */
final class Ending {

    private final Link.Listener listener;
    private volatile String why = "";

    /**
     * @param listener is stirred whenever something ends
     */
    Ending(Link.Listener listener) {
        this.listener = listener;
    }

    /** Empty while the connection stands. */
    String why() {
        return why;
    }

    void because(String reason) {
        synchronized (this) {
            why = why.isEmpty() ? reason : why;
        }
        listener.stirred();
    }
}
