package io.tieline.gateway.site;

import io.tieline.model.AlarmBoard;
import io.tieline.site.SiteDevice;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Ends the alarms of devices that are no longer in the site: nobody else would. One thread at a time. */
final class DepartedDevices {

    private final AlarmBoard alarms;
    private Set<String> before = Set.of();

    DepartedDevices(AlarmBoard alarms) {
        this.alarms = alarms;
    }

    /** The site was read anew and has these devices. */
    void siteHas(Collection<SiteDevice> devices) {
        Set<String> now = devices.stream().map(site -> site.device().id()).collect(Collectors.toUnmodifiableSet());
        alarms.standing().stream()
                .filter(alarm -> before.contains(alarm.source()) && !now.contains(alarm.source()))
                .forEach(alarm -> alarms.clear(alarm.source(), alarm.type()));
        before = now;
    }
}
