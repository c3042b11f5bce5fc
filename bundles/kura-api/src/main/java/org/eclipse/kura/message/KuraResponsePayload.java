package org.eclipse.kura.message;

/** The answer to a request; its code is a metric. */
public class KuraResponsePayload extends KuraPayload {

    public static final int RESPONSE_CODE_OK = 200;
    public static final int RESPONSE_CODE_BAD_REQUEST = 400;
    public static final int RESPONSE_CODE_NOTFOUND = 404;
    public static final int RESPONSE_CODE_ERROR = 500;

    public static final String METRIC_RESPONSE_CODE = "response.code";

    public KuraResponsePayload(int responseCode) {
        addMetric(METRIC_RESPONSE_CODE, responseCode);
    }
}
