package org.eclipse.kura.cloudconnection.request;

/** Where a request came from. */
public class RequestHandlerContext {}
