package org.eclipse.kura.deployment.hook;

import java.util.Map;
import org.eclipse.kura.KuraException;

/**
 * Is called at the steps of DEPLOY-V2 for requests of the type that is mapped to its {@code kura.service.pid}. An
 * exception ends the request.
 */
public interface DeploymentHook {

    void preDownload(RequestContext context, Map<String, Object> properties) throws KuraException;

    /** After the download, also after one that failed. */
    void postDownload(RequestContext context, Map<String, Object> properties) throws KuraException;

    void postInstall(RequestContext context, Map<String, Object> properties) throws KuraException;
}
