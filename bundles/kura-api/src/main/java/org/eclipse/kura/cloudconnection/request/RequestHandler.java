package org.eclipse.kura.cloudconnection.request;

import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;

/** Answers requests of one application id. What is not overridden is not found. */
public interface RequestHandler {

    default KuraMessage doGet(RequestHandlerContext context, KuraMessage request) throws KuraException {
        throw new KuraException(KuraErrorCode.NOT_FOUND);
    }

    default KuraMessage doPut(RequestHandlerContext context, KuraMessage request) throws KuraException {
        throw new KuraException(KuraErrorCode.NOT_FOUND);
    }

    default KuraMessage doPost(RequestHandlerContext context, KuraMessage request) throws KuraException {
        throw new KuraException(KuraErrorCode.NOT_FOUND);
    }

    default KuraMessage doDel(RequestHandlerContext context, KuraMessage request) throws KuraException {
        throw new KuraException(KuraErrorCode.NOT_FOUND);
    }

    default KuraMessage doExec(RequestHandlerContext context, KuraMessage request) throws KuraException {
        throw new KuraException(KuraErrorCode.NOT_FOUND);
    }
}
