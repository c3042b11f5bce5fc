package io.tieline.console;

import io.tieline.model.DeviceKind;

/**
 * What the page says about a device beside its points.
 *
 * @param identity manufacturer, model and firmware as far as known; may be empty
 * @param address the URI it is reached at, without secrets; may be empty
 * @param why what is wrong and what to do; empty while online
 * @param sinceUtcMillis site time of the last change of {@code comm}; 0: unknown
 */
public record DeviceView(
        String id, DeviceKind kind, String identity, String address, CommState comm, String why, long sinceUtcMillis) {}
