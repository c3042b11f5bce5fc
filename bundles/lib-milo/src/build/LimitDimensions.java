import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has Milo's decoder check the number of a matrix's dimensions against the encoding limits before it makes room for
 * them; the one change to Milo in this bundle.
 *
 * <p>{@code OpcUaBinaryDecoder.decodeDimensions} of Milo 1.1.2 believes the number on the wire: a Variant of ten bytes
 * asks for 8 GB, and the runtime ends with the first OutOfMemoryError. Every other array of the class passes
 * {@code checkArrayLength}. Behind the test for -1 (no dimensions) this inserts
 *
 * <pre>
 * if (length &lt; 0) {
 *     throw new UaSerializationException(StatusCodes.Bad_DecodingError, "negative number of dimensions");
 * }
 * checkArrayLength(length);
 * </pre>
 *
 * <p>The class is taken from Milo's own jar each time, so a second build changes nothing. With any other class than the
 * one of Milo 1.1.2 the build ends: then look whether the check is there, and drop this or put the new digest here.
 */
final class LimitDimensions {

    private static final String DECODER = "org/eclipse/milo/opcua/stack/core/encoding/binary/OpcUaBinaryDecoder";
    private static final String SHA_256 = "3d23dca849d6030612cf151e668be32c57b6802b0283a194e0b222f8292d7e8e";
    private static final String EXCEPTION = "org/eclipse/milo/opcua/stack/core/UaSerializationException";

    /** OPC 10000-6, table A.2. */
    private static final long BAD_DECODING_ERROR = 0x8007_0000L;

    private LimitDimensions() {}

    /**
     * Patches the unpacked decoder.
     *
     * @param arguments Milo's jar with the decoder; the folder it was unpacked to
     */
    public static void main(String[] arguments) throws IOException {
        byte[] decoder = original(Path.of(arguments[0]));
        byte[] checked = checked(decoder);
        Path target = Path.of(arguments[1], DECODER + ".class");
        // Its time stays when it is the same: what depends on it need not be built again.
        if (!Arrays.equals(Files.readAllBytes(target), checked)) {
            Files.write(target, checked);
        }
    }

    private static byte[] original(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            byte[] decoder =
                    zip.getInputStream(zip.getEntry(DECODER + ".class")).readAllBytes();
            if (!digest(decoder).equals(SHA_256)) {
                throw new IllegalStateException(DECODER + " of " + jar + " is not Milo 1.1.2's but " + digest(decoder)
                        + ": see whether its decodeDimensions() checks the length now, then drop or renew this patch");
            }
            return decoder;
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] checked(byte[] decoder) {
        ClassReader reader = new ClassReader(decoder);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.equals("decodeDimensions") ? new Check(method) : method;
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** The first frame of the method is where a length other than -1 goes on, in variable 1. */
    private static final class Check extends MethodVisitor {

        private boolean inserted;

        Check(MethodVisitor method) {
            super(Opcodes.ASM9, method);
        }

        @Override
        public void visitFrame(int type, int locals, Object[] local, int depth, Object[] stack) {
            super.visitFrame(type, locals, local, depth, stack);
            if (inserted) {
                return;
            }
            inserted = true;
            Label notNegative = new Label();
            visitVarInsn(Opcodes.ILOAD, 1);
            visitJumpInsn(Opcodes.IFGE, notNegative);
            visitTypeInsn(Opcodes.NEW, EXCEPTION);
            visitInsn(Opcodes.DUP);
            visitLdcInsn(BAD_DECODING_ERROR);
            visitLdcInsn("negative number of dimensions");
            visitMethodInsn(Opcodes.INVOKESPECIAL, EXCEPTION, "<init>", "(JLjava/lang/String;)V", false);
            visitInsn(Opcodes.ATHROW);
            visitLabel(notNegative);
            super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            visitVarInsn(Opcodes.ALOAD, 0);
            visitVarInsn(Opcodes.ILOAD, 1);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, DECODER, "checkArrayLength", "(I)V", false);
        }
    }
}
