package io.tieline.tariff.bill;

/** A load that a tariff cannot be billed with; the message says why and what helps. */
public final class BillingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BillingException(String message) {
        super(message);
    }
}
