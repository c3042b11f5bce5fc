package org.eclipse.kura.deployment.hook;

/** What a deployment is about. */
public class RequestContext {

    private final String downloadFilePath;
    private final String requestType;

    public RequestContext(String downloadFilePath, String requestType) {
        this.downloadFilePath = downloadFilePath;
        this.requestType = requestType;
    }

    public String getDownloadFilePath() {
        return downloadFilePath;
    }

    public String getRequestType() {
        return requestType;
    }
}
