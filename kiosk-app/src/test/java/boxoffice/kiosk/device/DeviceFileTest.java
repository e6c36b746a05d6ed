package boxoffice.kiosk.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.model.Accounts;
import boxoffice.model.DeviceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeviceFileTest {
    @TempDir Path data;

    @Test
    void aMachineThatWasNeverEnrolledHasNoKey() throws Exception {
        assertThat(new DeviceFile(data).read()).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadAgain() throws Exception {
        DeviceFile.Enrolled enrolled = enrolled("secret-key=1:2");

        new DeviceFile(data.resolve("new/folder")).write(enrolled);

        assertThat(new DeviceFile(data.resolve("new/folder")).read()).contains(enrolled);
    }

    @Test
    void aNewKeyReplacesTheOldOne() throws Exception {
        DeviceFile file = new DeviceFile(data);
        file.write(enrolled("old"));
        file.write(enrolled("new"));

        assertThat(file.read().orElseThrow().key().key()).isEqualTo("new");
        try (var files = Files.list(data)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void onlyItsOwnerMayReadTheKey() throws Exception {
        new DeviceFile(data).write(enrolled("secret"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("device.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileIsNamedWithoutItsSecret() throws Exception {
        Path file = data.resolve("device.properties");
        Files.writeString(file, "server=http://127.0.0.1:8080\ndevice=nonsense\nkey=secret\n");

        assertThatThrownBy(() -> new DeviceFile(data).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("enrol again")
                .hasMessageNotContaining("secret");
    }

    private static DeviceFile.Enrolled enrolled(String key) {
        return new DeviceFile.Enrolled(
                URI.create("https://tickets.example.org"),
                new Accounts.DeviceKey(
                        new DeviceId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057")), key));
    }
}
