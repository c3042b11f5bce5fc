package io.tieline.rig.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** A wrong arrow between two rooms fails the build. */
class HouseRulesTest {

    private static final Path BUNDLES = Path.of("..", "bundles");
    private static final String FIXTURE = "io.tieline.rig.rules.fixture.";

    private final JavaClasses house = new ClassFileImporter().importPaths(classFolders());

    /** Only our own classes: the bundles' output also holds the third-party code packed into them. */
    private static List<Path> classFolders() {
        List<Path> folders = new ArrayList<>();
        for (String room : HouseRules.rooms()) {
            Path classes = BUNDLES.resolve(room).resolve("target/classes/io/tieline");
            if (Files.isDirectory(classes)) {
                folders.add(classes);
            }
        }
        return folders;
    }

    @Test
    void everyRoomUsesOnlyTheRoomsTheTableAllows() {
        HouseRules.arrows(HouseRules.ours()).check(house);
    }

    @Test
    void componentsKuraMiloAndNettyStayInTheirRooms() {
        HouseRules.foreigners(HouseRules.ours()).check(house);
    }

    @Test
    void noPackageIsAJunkDrawer() {
        HouseRules.names(HouseRules.ours()).check(house);
    }

    @Test
    void packagesCanBeReadOneAfterTheOther() {
        HouseRules.order(HouseRules.ours()).check(house);
    }

    @Test
    void everyPomDeclaresOnlyWhatTheTableAllows() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String room : HouseRules.rooms()) {
            Path pom = BUNDLES.resolve(room).resolve("pom.xml");
            if (Files.exists(pom)) {
                wrong.addAll(HouseRules.wrongDependencies(room, xml(Files.readString(pom))));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyBundleHasARowInTheTable() throws IOException {
        try (Stream<Path> folders = Files.list(BUNDLES)) {
            String[] rooms = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .toArray(String[]::new);
            assertThat(HouseRules.unknown(rooms)).isEmpty();
        }
    }

    @Test
    void aWrongArrowIsFound() {
        JavaClasses fixture = new ClassFileImporter().importPackages("io.tieline.rig.rules.fixture");
        assertThatThrownBy(() -> HouseRules.arrows(FIXTURE).check(fixture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("model must not use control");
    }

    @Test
    void packagesThatNeedEachOtherAreFound() {
        JavaClasses fixture = new ClassFileImporter().importPackages("io.tieline.rig.rules.fixture");
        assertThatThrownBy(() -> HouseRules.order(FIXTURE).check(fixture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected: Slice chemistry");
    }

    @Test
    void aWrongPomIsFound() throws Exception {
        Document pom = xml("<project><dependencies><dependency><groupId>io.tieline</groupId>"
                + "<artifactId>control</artifactId></dependency></dependencies></project>");
        assertThat(HouseRules.wrongDependencies("model", pom))
                .containsExactly("bundles/model/pom.xml must not depend on control");
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
