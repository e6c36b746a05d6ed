package boxoffice.server.abuse;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Finds out from where a request comes. Thread-safe.
///
/// Of a header only the last address counts: the trusted proxy has added it, and anyone may have written those before.
/// An IPv6 address stands for its network of 64 bits, which is what one connection is given.
final class Addresses {
    private static final int NETWORK_BYTES = 8;

    private final Optional<HeaderName> header;

    Addresses(Optional<String> proxyHeader) {
        this.header = proxyHeader.map(HeaderNames::create);
    }

    String of(ServerRequest request) {
        return header.filter(request.headers()::contains)
                .map(name -> request.headers().get(name).allValues())
                .flatMap(Addresses::last)
                .map(Addresses::network)
                .orElseGet(() -> peer(request));
    }

    private static Optional<InetAddress> last(List<String> values) {
        String all = values.getLast();
        try {
            return Optional.of(InetAddress.ofLiteral(all.substring(all.lastIndexOf(',') + 1).strip()));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static String peer(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress socket && socket.getAddress() != null
                ? network(socket.getAddress())
                : request.remotePeer().host();
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }
}
