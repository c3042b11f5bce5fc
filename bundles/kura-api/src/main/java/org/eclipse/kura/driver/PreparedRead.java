package org.eclipse.kura.driver;

import java.util.List;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelRecord;

/** A read that is done often. */
public interface PreparedRead extends AutoCloseable {

    List<ChannelRecord> execute() throws Driver.ConnectionException, KuraException;

    List<ChannelRecord> getChannelRecords();
}
