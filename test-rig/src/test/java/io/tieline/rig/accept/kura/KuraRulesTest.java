package io.tieline.rig.accept.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A judge that cannot say no is none: every rule is kept by a small good package, and broken by one change to it. */
class KuraRulesTest {

    private static final String FORM = "OSGI-INF/metatype/io.tieline.kura.Driver.xml";
    private static final String COMPONENT = "OSGI-INF/io.tieline.kura.Driver.xml";

    private static final String GOOD_FORM =
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="io.tieline.kura.Driver" name="Driver" description="All points.">
                <AD id="timeout" type="Integer" name="Timeout" description="In ms." min="1" max="9" default="5"/>
                <AD id="mode" type="String" name="Mode" description="How." default="a">
                  <Option label="A" value="a"/>
                  <Option label="B" value="b"/>
                </AD>
                <AD id="on" type="Boolean" name="On" description="Whether." default="true"/>
                <AD id="password" type="Password" required="false" name="Password" description="Secret." default=""/>
                <AD id="text" type="String" required="false" name="Text" description="Much.|TextArea" default=""/>
                <AD id="cloud.target" type="String" name="Cloud" description="Which." default="(kura.service.pid=changeme)"/>
              </OCD>
              <Designate factoryPid="io.tieline.kura.Driver">
                <Object ocdref="io.tieline.kura.Driver"/>
              </Designate>
            </metatype:MetaData>
            """;

    private static final String GOOD_COMPONENT =
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="io.tieline.kura.Driver" configuration-policy="require" immediate="true">
              <property name="timeout" type="Integer" value="5"/>
              <service>
                <provide interface="org.eclipse.kura.driver.Driver"/>
                <provide interface="org.eclipse.kura.configuration.ConfigurableComponent"/>
              </service>
              <reference name="cloud" interface="x"/>
              <implementation class="x"/>
            </scr:component>
            """;

    private static final List<String> ENTRIES = List.of(
            "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
            "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
            "Linux/x86_64/libjSerialComm.so",
            "Linux/armv8_64/libjSerialComm.so");

    /** The parts of two packages, open to change; what is not mentioned is right. */
    private static final class Parts {
        private final Map<String, String> headers = new LinkedHashMap<>(Map.of(
                "Bundle-SymbolicName", "io.tieline.kura",
                "Bundle-Version", "0.1.0",
                "Import-Package",
                        "org.eclipse.kura.driver;version=\"[1.0,2)\","
                                + "org.eclipse.kura.core.configuration.metatype;version=\"[1.0,2)\","
                                + "org.eclipse.kura.wire;version=\"[2.0,3)\";resolution:=optional,"
                                + "io.netty.util;tieline=netty,sun.misc;resolution:=optional,io.tieline.kura.api",
                "Export-Package", "io.tieline.kura.api,io.netty.util;tieline=netty;mandatory:=tieline",
                "Require-Capability",
                        "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4.0)(!(version>=2.0.0)))\","
                                + "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\""));
        private final List<String> entries = new ArrayList<>(ENTRIES);
        private final Map<String, String> documents =
                new LinkedHashMap<>(Map.of(FORM, GOOD_FORM, COMPONENT, GOOD_COMPONENT));
        private int newestClass = 61;

        private final Map<String, String> main = new TreeMap<>(Map.of(
                "Manifest-Version", "1.0",
                "DeploymentPackage-SymbolicName", "tieline",
                "DeploymentPackage-Version", "0.1.0"));
        private final Map<String, String> section =
                new TreeMap<>(Map.of("Bundle-SymbolicName", "io.tieline.kura", "Bundle-Version", "0.1.0"));
        private final List<String> order = new ArrayList<>(List.of("META-INF/MANIFEST.MF", "bundles/kura.jar"));
        private int copies = 1;
        private long dpSize = 1000;

        private final Map<String, String> control = new TreeMap<>(Map.of(
                "Package", "kura-tieline",
                "Version", "0.1.0",
                "Architecture", "all",
                "Depends", "kura-core (>= 6.0.0~), kura-core (<< 7), kura-wires"));
        private String folder = "/opt/eclipse/kura/plugins/6s/";
        private String owner = "kurad";
        private String digest = "d1";
        private String updaterMode = "-rw-r--r--";
        private long debSize = 1000;

        Artefacts artefacts() {
            BundleJar bundle = new BundleJar("bundles/kura.jar", headers, entries, documents, newestClass, "d1");
            String path = folder + "kura.jar";
            return new Artefacts(
                    new DeploymentPackage(
                            Path.of("x.dp"),
                            dpSize,
                            main,
                            Map.of("bundles/kura.jar", section),
                            order,
                            Stream.generate(() -> bundle).limit(copies).toList()),
                    Optional.of(new DebianPackage(
                            Path.of("x.deb"),
                            debSize,
                            control,
                            List.of(
                                    new DebianPackage.Content("-rw-------", owner, path),
                                    new DebianPackage.Content(updaterMode, "root", "/usr/lib/kura-tieline/update.jar")),
                            List.of(new BundleJar(path, headers, entries, documents, newestClass, digest)))));
        }

        void form(UnaryOperator<String> change) {
            documents.computeIfPresent(FORM, (path, text) -> change.apply(text));
        }

        void component(UnaryOperator<String> change) {
            documents.computeIfPresent(COMPONENT, (path, text) -> change.apply(text));
        }

        void header(String name, UnaryOperator<String> change) {
            headers.computeIfPresent(name, (header, text) -> change.apply(text));
        }
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                form("form-id", "OCD id=\"io.tieline.kura.Driver\"", "OCD id=\"io.tieline.kura.SiteDriver\""),
                form("form-object", "ocdref=\"io.tieline.kura.Driver\"", "ocdref=\"io.tieline.kura.SiteDriver\""),
                of(
                        "form-file",
                        parts -> parts.documents.put("OSGI-INF/metatype/io.tieline.kura.SiteDriver.xml", GOOD_FORM)),
                form("form-nodes", "OCD", "metatype:OCD"),
                form("form-described", "description=\"In ms.\"", "description=\"\""),
                form("field-type", "type=\"Boolean\"", "type=\"Character\""),
                form("field-required", "required=\"false\" name=\"Text\"", "name=\"Text\""),
                form("field-password", "type=\"Password\"", "type=\"String\""),
                form("field-text-area", "Secret.", "Secret.|TextArea"),
                form("field-cardinality", "id=\"on\"", "id=\"on\" cardinality=\"11\""),
                form("field-names", "name=\"On\"", "name=\"Mode\""),
                form("field-bounded", "min=\"1\"", ""),
                form("field-bounds", "max=\"9\"", "max=\"1\""),
                form("field-default", "default=\"5\"", "default=\"10\""),
                form("field-options", "label=\"B\"", "label=\"A\""),
                form("form-component", "factoryPid=\"io.tieline.kura.Driver\"", "factoryPid=\"io.tieline.kura.Other\""),
                component("field-target", "reference name=\"cloud\"", "reference name=\"publisher\""),
                component("field-property", "value=\"5\"", "value=\"6\""),
                component("component-version", "scr/v1.4.0", "scr/v1.5.0"),
                component(
                        "component-service-pid", "<service>", "<property name=\"service.pid\" value=\"x\"/><service>"),
                component("component-policy", "=\"require\"", "=\"optional\""),
                of("component-form", parts -> parts.documents.remove(FORM)),
                component("component-registered", "org.eclipse.kura.configuration.Conf", "org.eclipse.kura.conf.Conf"),
                component("component-immediate", "immediate=\"true\"", "immediate=\"false\""),
                form("component-driver", "factoryPid", "pid"),
                component(
                        "component-shown",
                        "<service>",
                        "<property name=\"kura.ui.factory.hide\" value=\"true\"/><service>"),
                header(
                        "import-range",
                        "Import-Package",
                        "kura.driver;version=\"[1.0,2)\"",
                        "kura.driver;version=\"[1.0,1.1)\""),
                header("import-optional", "Import-Package", "[2.0,3)\";resolution:=optional", "[2.0,3)\""),
                component("import-driver", "org.eclipse.kura.driver.Driver", "org.eclipse.kura.driver.Pilot"),
                header("import-forbidden", "Import-Package", "sun.misc", "javax.servlet"),
                header("import-known", "Import-Package", "sun.misc;resolution:=optional", "org.jose4j.jwt"),
                header("import-by-accident", "Import-Package", "sun.misc", "org.jose4j.jwt"),
                of("import-dynamic", parts -> parts.headers.put("DynamicImport-Package", "*")),
                header("import-extender", "Require-Capability", "version>=1.4.0", "version>=1.5.0"),
                header("export-kura", "Export-Package", "io.tieline.kura.api", "org.eclipse.kura.driver"),
                header("export-private", "Export-Package", ";mandatory:=tieline", ""),
                header("bundle-name", "Bundle-SymbolicName", "io.tieline.kura", "com.google.gson"),
                of("bundle-flat", parts -> parts.entries.add("lib/gson.jar")),
                of("bundle-signed", parts -> parts.entries.add("META-INF/ECLIPSE_.SF")),
                of("bundle-java", parts -> parts.newestClass = 65),
                of("dp-first", parts -> parts.order.add(0, "bundles/first.jar")),
                of("dp-header", parts -> parts.main.put("DeploymentPackage-Version", "0.1.0-SNAPSHOT")),
                of("dp-sections", parts -> parts.section.put("Bundle-Version", "0.1.1")),
                of("dp-folders", parts -> parts.order.add("bundles/")),
                of("dp-bundles", parts -> parts.order.add("conf/gateway.yaml")),
                header("dp-libraries", "Bundle-SymbolicName", "io.tieline.kura", "io.tieline.lib-milo"),
                of("dp-unique", parts -> parts.copies = 2),
                of("dp-size", parts -> parts.dpSize = (40L << 20) + 1),
                header("dp-platform", "Bundle-SymbolicName", "io.tieline.kura", "io.tieline.kura-api"),
                of("dp-command-line", parts -> parts.entries.add("org/apache/parquet/column/Dictionary.class")),
                of("dp-natives", parts -> parts.entries.remove(1)),
                header("dp-complete", "Export-Package", "io.tieline.kura.api,", ""),
                of("deb-depends", parts -> parts.control.put("Depends", "kura-core (>= 6.0.0~)")),
                of("deb-control", parts -> parts.control.put("Architecture", "amd64")),
                of("deb-folder", parts -> parts.folder = "/opt/eclipse/kura/plugins/5s/"),
                of("deb-updater", parts -> parts.updaterMode = "-rw-rw-r--"),
                of("deb-owner", parts -> parts.owner = "root"),
                of("deb-bundles", parts -> parts.digest = "d2"),
                of("deb-size", parts -> parts.debSize = (40L << 20) + 1));
    }

    private static Arguments of(String rule, Consumer<Parts> damage) {
        return Arguments.of(rule, damage);
    }

    private static Arguments form(String rule, String right, String wrong) {
        return of(rule, parts -> parts.form(text -> replaced(text, right, wrong)));
    }

    private static Arguments component(String rule, String right, String wrong) {
        return of(rule, parts -> parts.component(text -> replaced(text, right, wrong)));
    }

    private static Arguments header(String rule, String name, String right, String wrong) {
        return of(rule, parts -> parts.header(name, text -> replaced(text, right, wrong)));
    }

    private static String replaced(String text, String right, String wrong) {
        assertThat(text).contains(right);
        return text.replace(right, wrong);
    }

    @Test
    void aGoodPackageKeepsEveryRule() throws Exception {
        assertThat(KuraAcceptance.judge(new Parts().artefacts()))
                .allSatisfy(
                        verdict -> assertThat(verdict.faults()).as(verdict.id()).isEmpty());
    }

    @Test
    void theBuiltPackagesKeepEveryRule(@TempDir Path work) throws Exception {
        Path deployment = Path.of("../features/target/tieline-0.1.0.dp");
        Path debian = Path.of("../features/target/kura-tieline-0.1.0.deb");
        assumeTrue(Files.exists(deployment), () -> deployment + " is not built; run mvn verify from the top");
        assumeTrue(DebianPackage.canBeRead(), "skipped: no dpkg-deb on this machine");
        Artefacts built =
                new Artefacts(DeploymentPackage.read(deployment), Optional.of(DebianPackage.read(debian, work)));
        assertThat(built.deployment().bundles().stream().map(BundleJar::symbolicName))
                .contains("io.tieline.gateway", "io.tieline.kura", "io.tieline.lib-milo");
        assertThat(KuraAcceptance.judge(built))
                .allSatisfy(
                        verdict -> assertThat(verdict.faults()).as(verdict.id()).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void damageBreaksTheRule(String rule, Consumer<Parts> damage) throws Exception {
        Parts parts = new Parts();
        damage.accept(parts);
        assertThat(KuraAcceptance.judge(parts.artefacts()))
                .filteredOn(verdict -> !verdict.isKept())
                .extracting(Verdict::id)
                .contains(rule);
    }

    @Test
    void everyRuleIsDamagedOnce() {
        assertThat(damages().map(damage -> damage.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        KuraAcceptance.rules().stream().map(Rule::id).toList());
    }
}
