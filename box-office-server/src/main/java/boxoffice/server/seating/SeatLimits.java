package boxoffice.server.seating;

import boxoffice.model.Accounts.Role;
import boxoffice.server.identity.Caller;
import java.util.Set;

/// How much of the house one holder may have at once (SEAT-9). A limit of 0 is none.
///
/// @param ordinary for customers and guests, also for a walk-in at a kiosk
/// @param trusted for those who sell to many: staff, and devices in their own name
public record SeatLimits(Quota ordinary, Quota trusted) {
    /// Everybody may hold the whole house.
    public static final SeatLimits NONE = new SeatLimits(new Quota(0, 0), new Quota(0, 0));

    private static final Set<Role> TRUSTED = Set.of(Role.STAFF, Role.MANAGER, Role.ADMIN, Role.DEVICE);

    /// A quota over the locks of one holder that are not over.
    ///
    /// @param seats held at once, in all shows together
    /// @param shows in which seats are held at once
    public record Quota(int seats, int shows) {}

    Quota of(Caller caller) {
        return TRUSTED.contains(caller.role()) ? trusted : ordinary;
    }
}
