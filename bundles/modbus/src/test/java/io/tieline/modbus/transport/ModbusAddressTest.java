package io.tieline.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.southbound.DeviceException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address says how the device is reached, and what is wrong with it if it cannot be. */
class ModbusAddressTest {

    private static ModbusAddress address(String uri) throws DeviceException {
        return ModbusAddress.of(URI.create(uri), Map.of("tls.name", "pdu-1", "battery.sign", "invert"));
    }

    @Test
    void eachTransportHasItsScheme() throws DeviceException {
        Endpoint host = new Endpoint("h", 5020);
        assertThat(address("modbus://h:5020/7")).isEqualTo(new ModbusAddress(new Place.Tcp(host), 7));
        assertThat(address("modbus+rtu://h:5020/7")).isEqualTo(new ModbusAddress(new Place.RtuOverTcp(host), 7));
        assertThat(address("modbus+udp://h:5020/7")).isEqualTo(new ModbusAddress(new Place.Udp(host), 7));
        TlsOptions options = new TlsOptions(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("pdu-1"));
        ModbusAddress secure = new ModbusAddress(new Place.Tls(host, options), 7);
        assertThat(address("modbus+tls://h:5020/7")).isEqualTo(secure);
        assertThat(address("modbuss://h:5020/7")).isEqualTo(secure);
    }

    @Test
    void whatIsLeftOutIsTheStandard() throws DeviceException {
        assertThat(address("modbus://h")).isEqualTo(new ModbusAddress(new Place.Tcp(new Endpoint("h", 502)), 1));
        assertThat(((Place.Tls) address("modbus+tls://h").place()).endpoint().port())
                .isEqualTo(802);
        assertThat(address("modbus://[::1]:502/").place()).isEqualTo(new Place.Tcp(new Endpoint("::1", 502)));
        assertThat(address("modbus+serial:///dev/ttyS1"))
                .isEqualTo(new ModbusAddress(
                        new Place.Serial(new SerialLine("/dev/ttyS1", 19_200, SerialLine.Parity.EVEN, 1)), 1));
    }

    @Test
    void unitsOnOneLineShareIt() throws DeviceException {
        ModbusAddress one = address("modbus+serial:///dev/ttyUSB0?unit=1&baud=9600&parity=none&stop=2");
        ModbusAddress other = address("modbus+serial:///dev/ttyUSB0?stop=2&parity=none&baud=9600&unit=2");
        assertThat(one.place()).isEqualTo(other.place());
        assertThat(other.unit()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "modbus:///7, names no host",
        "modbus://h/x, 'which is no number'",
        "modbus://h/256, units are 0 to 255",
        "modbus+serial://ttyUSB0/1, names no serial port",
        "modbus+serial:///, names no serial port",
        "modbus+serial:///dev/ttyS0?baud=fast, 'baud rate ''fast'''",
        "modbus+serial:///dev/ttyS0?baud=3, 'baud rate 3'",
        "modbus+serial:///dev/ttyS0?parity=mark, 'none of none, even, odd'",
        "modbus+serial:///dev/ttyS0?stop=3, '''3'' stop bits'",
        "modbus+serial:///dev/ttyS0?speed=9600, '''speed=9600'' in it'",
        "modbus+serial:///dev/ttyS0?unit=x, which is no number",
    })
    void whatIsWrongIsSaid(String uri, String why) {
        assertThatThrownBy(() -> address(uri))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aMisspeltTlsOptionIsNotPassedOver() {
        URI uri = URI.create("modbus+tls://h/1");
        assertThatThrownBy(() -> ModbusAddress.of(uri, Map.of("tls.cert", "a.pem")))
                .hasMessageContaining("there is no option tls.cert");
        assertThatThrownBy(() -> ModbusAddress.of(uri, Map.of("tls.key", "a.pem")))
                .hasMessageContaining("needs tls.certificate");
    }
}
