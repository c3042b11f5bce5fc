package org.eclipse.kura.cloudconnection.request;

import org.eclipse.kura.KuraException;

/** Where handlers say that they are there; one of each cloud connection. */
public interface RequestHandlerRegistry {

    void registerRequestHandler(String id, RequestHandler handler) throws KuraException;

    void unregister(String id) throws KuraException;
}
