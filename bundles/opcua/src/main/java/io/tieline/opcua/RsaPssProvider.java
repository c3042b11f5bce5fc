package io.tieline.opcua;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/**
 * The two algorithms of Aes256_Sha256_RsaPss under the names Milo asks for.
 *
 * <p>They are BouncyCastle's names; the JDK has the algorithms under others. Registering all of BouncyCastle for two
 * names would clash with the one Kura registers.
 */
final class RsaPssProvider extends Provider {

    static final String NAME = "TielineOpcUa";

    private static final long serialVersionUID = 1L;

    RsaPssProvider() {
        super(NAME, "1.0", "RSA-PSS and RSA-OAEP with SHA-256 by OPC UA's names");
        put("Signature.SHA256withRSA/PSS", Pss.class.getName());
        put("Cipher.RSA/ECB/OAEPWithSHA256AndMGF1Padding", Oaep.class.getName());
    }

    /** Public, with a public constructor, for the JDK. */
    public static final class Pss extends SignatureSpi {
        private final Signature jdk;

        public Pss() throws GeneralSecurityException {
            jdk = Signature.getInstance("RSASSA-PSS");
            // OPC 10000-7: salt as long as the hash.
            jdk.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            jdk.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            jdk.initSign(key);
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            jdk.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
            jdk.update(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return jdk.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            return jdk.verify(signature);
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new InvalidParameterException(name);
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new InvalidParameterException(name);
        }
    }

    /** Public, with a public constructor, for the JDK. */
    public static final class Oaep extends CipherSpi {
        private static final OAEPParameterSpec SHA256 =
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

        private final Cipher jdk;

        public Oaep() throws GeneralSecurityException {
            jdk = Cipher.getInstance("RSA/ECB/OAEPPadding");
        }

        @Override
        protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
            if (!"ECB".equalsIgnoreCase(mode)) {
                throw new NoSuchAlgorithmException(mode);
            }
        }

        @Override
        protected void engineSetPadding(String padding) throws NoSuchPaddingException {
            if (!"OAEPWithSHA256AndMGF1Padding".equalsIgnoreCase(padding)) {
                throw new NoSuchPaddingException(padding);
            }
        }

        @Override
        protected int engineGetBlockSize() {
            return jdk.getBlockSize();
        }

        @Override
        protected int engineGetOutputSize(int inputLength) {
            return jdk.getOutputSize(inputLength);
        }

        @Override
        protected byte @Nullable [] engineGetIV() {
            return null;
        }

        @Override
        protected @Nullable AlgorithmParameters engineGetParameters() {
            return jdk.getParameters();
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
            try {
                jdk.init(mode, key, SHA256, random);
            } catch (InvalidAlgorithmParameterException e) {
                throw new InvalidKeyException(e);
            }
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec ignored, SecureRandom random)
                throws InvalidKeyException {
            engineInit(mode, key, random);
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters ignored, SecureRandom random)
                throws InvalidKeyException {
            engineInit(mode, key, random);
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            return jdk.update(input, offset, length);
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset)
                throws ShortBufferException {
            return jdk.update(input, offset, length, output, outputOffset);
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            return input == null ? jdk.doFinal() : jdk.doFinal(input, offset, length);
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset)
                throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
            return jdk.doFinal(input, offset, length, output, outputOffset);
        }
    }
}
