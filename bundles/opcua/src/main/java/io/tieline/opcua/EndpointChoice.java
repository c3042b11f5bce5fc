package io.tieline.opcua;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Cipher;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;

/**
 * Which of the endpoints a server offers is used: by security policy and mode.
 *
 * <p>Without a wish the most secure one; an unencrypted one only on explicit wish.
 *
 * @param policy null: any that is still considered secure
 * @param mode null: any but None
 */
record EndpointChoice(Optional<SecurityPolicy> policy, Optional<MessageSecurityMode> mode) {

    /** From weak to strong (OPC 10000-7, 6.6). Basic128Rsa15 and Basic256 are broken and not there. */
    private static final List<SecurityPolicy> POLICIES = List.of(
            SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Aes256_Sha256_RsaPss);

    private static final List<MessageSecurityMode> MODES =
            List.of(MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt);

    static EndpointChoice of(Map<String, String> options) throws DeviceException {
        String security = DeviceOption.SECURITY.in(options);
        String mode = DeviceOption.MODE.in(options);
        Optional<SecurityPolicy> policy = security == null
                ? Optional.empty()
                : Optional.of(wish(
                        "security",
                        security,
                        Arrays.stream(SecurityPolicy.values())
                                .filter(p -> p == SecurityPolicy.None || POLICIES.contains(p))
                                .toList()));
        if (policy.equals(Optional.of(SecurityPolicy.None))) {
            return new EndpointChoice(policy, Optional.of(MessageSecurityMode.None));
        }
        return new EndpointChoice(policy, mode == null ? Optional.empty() : Optional.of(wish("mode", mode, MODES)));
    }

    private static <E extends Enum<E>> E wish(String option, String text, List<E> known) throws DeviceException {
        return known.stream()
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new DeviceException(new DeviceFault(
                        DeviceFault.Kind.UNRECOGNISED,
                        "Option " + option + ": " + text + " is not one of " + known
                                + "; correct the site description.")));
    }

    EndpointDescription choose(List<EndpointDescription> offered) throws DeviceException {
        return offered.stream()
                .filter(endpoint -> Stack.TCP_UASC_UABINARY_TRANSPORT_URI.equals(endpoint.getTransportProfileUri()))
                .filter(fits())
                .max(Comparator.comparingInt(
                                (EndpointDescription endpoint) -> MODES.indexOf(endpoint.getSecurityMode()))
                        .thenComparingInt(endpoint -> POLICIES.indexOf(policyOf(endpoint))))
                .orElseThrow(() -> new DeviceException(new DeviceFault(
                        DeviceFault.Kind.REFUSED,
                        "The server offers "
                                + offered.stream()
                                        .map(EndpointChoice::describe)
                                        .distinct()
                                        .toList()
                                + ", none of which fits. Switch a secure one on in the server, or set option security to what it"
                                + " has; security: None gives up encryption.")));
    }

    private Predicate<EndpointDescription> fits() {
        return endpoint -> {
            SecurityPolicy offered = policyOf(endpoint);
            boolean policyFits = policy.map(wished -> wished == offered).orElse(POLICIES.contains(offered));
            return policyFits
                    && mode.map(wished -> wished == endpoint.getSecurityMode())
                            .orElse(MODES.contains(endpoint.getSecurityMode()))
                    && isPossible(offered);
        };
    }

    private static SecurityPolicy policyOf(EndpointDescription endpoint) {
        // An unknown policy is as good as a broken one.
        return SecurityPolicy.fromUriSafe(endpoint.getSecurityPolicyUri()).orElse(SecurityPolicy.Basic128Rsa15);
    }

    private static String describe(EndpointDescription endpoint) {
        String uri = String.valueOf(endpoint.getSecurityPolicyUri());
        return uri.substring(uri.indexOf('#') + 1) + "/" + endpoint.getSecurityMode();
    }

    /** RsaPss needs algorithm names the JDK does not know by itself. */
    private static boolean isPossible(SecurityPolicy policy) {
        if (policy != SecurityPolicy.Aes256_Sha256_RsaPss) {
            return true;
        }
        try {
            Signature.getInstance(policy.getAsymmetricSignatureAlgorithm().getTransformation());
            Cipher.getInstance(policy.getAsymmetricEncryptionAlgorithm().getTransformation());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
