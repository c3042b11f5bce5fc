package org.eclipse.kura.system;

/** What Kura knows of the machine it runs on. */
public interface SystemService {

    /** {@code UNKNOWN} where nobody has said it. */
    String getSerialNumber();

    String getPrimaryMacAddress();
}
