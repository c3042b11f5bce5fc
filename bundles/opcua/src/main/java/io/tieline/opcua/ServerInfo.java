package io.tieline.opcua;

import io.tieline.profile.Profile;
import io.tieline.profile.Recognition;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.ApplicationDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * What a server says it is; empty texts for what it does not say. Vendor, product and version need a session.
 *
 */
record ServerInfo(String applicationUri, String productUri, String vendor, String product, String version) {

    /** OPC 10000-5, 12.4: what a server says about its software. */
    static final List<ReadValueId> BUILD = Stream.of(
                    NodeIds.Server_ServerStatus_BuildInfo_ManufacturerName,
                    NodeIds.Server_ServerStatus_BuildInfo_ProductName,
                    NodeIds.Server_ServerStatus_BuildInfo_SoftwareVersion)
            .map(Services::valueOf)
            .toList();

    /** As it presents itself to everybody. */
    static ServerInfo of(ApplicationDescription application) {
        return new ServerInfo(
                application.getApplicationUri() == null ? "" : application.getApplicationUri(),
                application.getProductUri() == null ? "" : application.getProductUri(),
                "",
                "",
                "");
    }

    /** @param build the values of {@link #BUILD} */
    ServerInfo with(List<DataValue> build) {
        return new ServerInfo(
                applicationUri,
                productUri,
                Values.text(build.get(0)).orElse(""),
                Values.text(build.get(1)).orElse(""),
                Values.text(build.get(2)).orElse(""));
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("applicationUri", applicationUri);
        texts.put("productUri", productUri);
        texts.put("vendor", vendor);
        texts.put("product", product);
        return texts;
    }

    /** The surest way in which a profile recognises this server. */
    Optional<Recognition> recognition(Profile profile) {
        Map<String, String> texts = texts();
        return profile.recognition().stream()
                .filter(way -> !way.patterns().isEmpty()
                        && way.patterns().entrySet().stream().allMatch(entry -> entry.getValue()
                                .matcher(texts.getOrDefault(entry.getKey(), ""))
                                .find()))
                .max(Comparator.comparingDouble(Recognition::confidence));
    }

    /** What of it speaks for a recognition. */
    String because(Recognition recognition) {
        Map<String, String> texts = texts();
        return recognition.patterns().keySet().stream()
                .sorted()
                .map(key -> key + " " + texts.get(key))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return texts().values().stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }
}
