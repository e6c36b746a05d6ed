package boxoffice.server.ticketing;

import java.nio.file.Path;

/// With what wallet passes are signed.
///
/// @param certificate a PKCS#12 file with Apple's Pass Type ID certificate, its key and the certificates above it
/// @param password of that file
/// @param passType the identifier that the certificate was made for, such as `pass.org.example.tickets`
/// @param team Apple's identifier of the developer team
public record WalletSettings(Path certificate, String password, String passType, String team) {
    /// Leaves the password out.
    @Override
    public String toString() {
        return "WalletSettings[" + passType + "]";
    }
}
