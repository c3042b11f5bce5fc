package io.tieline.gateway.commissioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.console.SignedPage;
import io.tieline.control.commissioning.CabinetResult;
import io.tieline.control.commissioning.CommissioningReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayKeyTest {

    @TempDir
    Path folder;

    @Test
    void itIsMadeOnceForItsOwnerAloneAndKept() throws Exception {
        byte[] first = GatewayKey.in(folder).getPublic().getEncoded();
        assertThat(GatewayKey.in(folder).getPublic().getEncoded()).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("gateway-key"))))
                .isEqualTo("rw-------");
        SignedPage page = SignedPage.sign("{}", GatewayKey.in(folder));
        assertThat(page.isGenuine()).isTrue();
    }

    @Test
    void aDamagedOneIsNotReplacedSilently() throws Exception {
        GatewayKey.in(folder);
        Files.writeString(folder.resolve("gateway-key"), "damaged");
        assertThatThrownBy(() -> GatewayKey.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("restore it");
    }

    @Test
    void whatIsSignedTellsWhatWasFound() {
        CommissioningReport report = new CommissioningReport(
                "maria",
                1_795_356_000_000L,
                1_795_356_060_000L,
                "",
                List.of(
                        new CabinetResult("cab-1", 10_000.0001, 0.98765, 0.01234, 0.6, 8, 8, true, "fine"),
                        new CabinetResult("cab-2", 0, Double.NaN, Double.NaN, Double.NaN, 0, 0, false, "no answer")));
        assertThat(CommissioningViews.page(report, "Osaka", ZoneId.of("Asia/Tokyo"))
                        .toString())
                .isEqualTo("{\"what\":\"Tieline commissioning test\",\"site\":\"Osaka\",\"operator\":\"maria\","
                        + "\"started\":\"2026-11-22T23:00:00+09:00\",\"ended\":\"2026-11-22T23:01:00+09:00\","
                        + "\"aborted\":\"\",\"passed\":false,\"cabinets\":["
                        + "{\"cabinet\":\"cab-1\",\"passed\":true,\"stepW\":10000,\"answers\":8,\"steps\":8,"
                        + "\"meterRatio\":0.988,\"uncertainty\":0.012,\"slowestSeconds\":0.6,\"finding\":\"fine\"},"
                        + "{\"cabinet\":\"cab-2\",\"passed\":false,\"stepW\":0,\"answers\":0,\"steps\":0,"
                        + "\"finding\":\"no answer\"}]}");
    }
}
