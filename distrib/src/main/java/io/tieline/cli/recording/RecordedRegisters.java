package io.tieline.cli.recording;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.IllegalAddressException;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import io.tieline.cli.outcome.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a register dump as unit 1, holding and input registers alike: lines such as {@code [40000]: 0x5375 0x6E53} or
 * {@code [40000]: 21365}, the form mbpoll prints with {@code -0}. What was not recorded answers exception 2.
 */
final class RecordedRegisters implements Recording {

    private static final Pattern LINE = Pattern.compile("^\\s*\\[(\\d{1,5})]:?\\s+(.*)$");
    private static final Pattern WORD = Pattern.compile("0x[0-9A-Fa-f]{1,4}|-?\\d{1,5}");

    private final ModbusSlave slave;
    private final int port;

    private RecordedRegisters(Map<Integer, Integer> words) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try {
            slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 2, false);
            slave.addProcessImage(1, new Image(words));
            slave.open();
        } catch (ModbusException e) {
            throw new IOException("cannot serve on 127.0.0.1:" + port, e);
        }
    }

    static RecordedRegisters serve(Path file) throws IOException {
        Map<Integer, Integer> words = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                int address = Integer.parseInt(matcher.group(1));
                Matcher word = WORD.matcher(matcher.group(2));
                while (word.find()) {
                    words.put(address++, Integer.decode(word.group()) & 0xFFFF);
                }
            }
        }
        if (words.isEmpty()) {
            throw new CliException(file + " holds no line of the form [ADDRESS]: WORD …, nor is it a .snmprec file");
        }
        return new RecordedRegisters(words);
    }

    @Override
    public URI uri() {
        return URI.create("modbus://127.0.0.1:" + port + "/1");
    }

    @Override
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public void close() {
        ModbusSlaveFactory.close(slave);
    }

    private static final class Image extends SimpleProcessImage {
        private final Map<Integer, Integer> words;

        Image(Map<Integer, Integer> words) {
            this.words = words;
        }

        @Override
        public Register getRegister(int address) {
            Integer word = words.get(address);
            if (word == null) {
                throw new IllegalAddressException("not recorded: " + address);
            }
            return new SimpleRegister(word);
        }

        @Override
        public Register[] getRegisterRange(int address, int count) {
            Register[] range = new Register[count];
            for (int i = 0; i < count; i++) {
                range[i] = getRegister(address + i);
            }
            return range;
        }

        @Override
        public InputRegister[] getInputRegisterRange(int address, int count) {
            return getRegisterRange(address, count);
        }
    }
}
