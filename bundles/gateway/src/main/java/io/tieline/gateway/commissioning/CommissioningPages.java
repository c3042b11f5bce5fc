package io.tieline.gateway.commissioning;

import io.tieline.console.SignedPage;
import io.tieline.control.commissioning.CommissioningReport;
import io.tieline.gateway.foundation.DataDirectory;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The signed pages of commissioning tests, as JSON and as a page to print, with the key they are signed with. */
public final class CommissioningPages {

    private static final String ALARM = "commissioning.page";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String site;
    private final ZoneId zone;

    public CommissioningPages(Path folder, String site, ZoneId zone) {
        this.folder = folder;
        this.site = site;
        this.zone = zone;
    }

    /** Where they are. */
    public static Path folder(BundleContext context) {
        return DataDirectory.of(context).resolve("commissioning");
    }

    /** Signs a report and keeps it; what fails is an alarm, never a reason to stop. */
    public void keep(CommissioningReport report, AlarmBoard alarms) {
        try {
            KeyPair key = GatewayKey.in(folder);
            SignedPage page =
                    SignedPage.sign(CommissioningViews.page(report, site, zone).toString(), key);
            String name = "commissioning-" + NAME.format(Instant.ofEpochMilli(report.endedUtcMillis()));
            Files.writeString(folder.resolve(name + ".json"), page.json());
            Files.writeString(folder.resolve(name + ".html"), page.html());
            Files.writeString(folder.resolve("latest"), name);
            alarms.clear("control", ALARM);
        } catch (IOException e) {
            alarms.raise(
                    "control",
                    ALARM,
                    Severity.MINOR,
                    "The page of the commissioning test cannot be kept (" + e.getMessage() + "); correct " + folder
                            + " and repeat the test");
        }
    }

    /**
     * The latest page.
     *
     * @param ending json or html
     */
    public static Optional<String> latest(Path folder, String ending) {
        try {
            String name = Files.readString(folder.resolve("latest")).strip();
            return Optional.of(Files.readString(folder.resolve(name + "." + ending)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
