package boxoffice.server.identity;

import boxoffice.model.Accounts.Role;
import boxoffice.model.ProblemCode;
import boxoffice.model.TheaterId;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who sent a request, as their access token says.
///
/// @param session the sign-in that the token belongs to
/// @param device the enrolled device on which they signed in: a device itself, or a walk-in before it
/// @param theater where staff work and devices stand; empty for those who are not bound to one
public record Caller(UserId user, Role role, UUID session, Optional<UUID> device, Optional<TheaterId> theater) {
    private static final Set<Role> PLANNERS = Set.of(Role.MANAGER, Role.ADMIN);
    private static final Set<Role> STAFF = Set.of(Role.STAFF, Role.MANAGER, Role.ADMIN);

    /// Whether they work here.
    public boolean isStaff() {
        return STAFF.contains(role);
    }

    /// Refuses everyone who does not work here.
    ///
    /// @throws ProblemException `FORBIDDEN`
    public void requireStaff() {
        require(isStaff());
    }

    /// Refuses everyone who neither works here nor is a device of the house: whoever lets guests in.
    ///
    /// @throws ProblemException `FORBIDDEN`
    public void requireDoor() {
        require(isStaff() || role == Role.DEVICE);
    }

    /// Refuses those who are bound to another theater.
    ///
    /// @throws ProblemException `FORBIDDEN`
    public void requireAt(TheaterId wanted) {
        require(theater.map(wanted::equals).orElse(true));
    }

    /// Refuses everyone who does not plan and price.
    ///
    /// @throws ProblemException `FORBIDDEN`
    public void requireManager() {
        require(PLANNERS.contains(role));
    }

    /// Refuses managers of other theaters.
    ///
    /// @throws ProblemException `FORBIDDEN`
    public void requireManagerOf(TheaterId wanted) {
        require(PLANNERS.contains(role) && theater.map(wanted::equals).orElse(true));
    }

    /// Refuses everyone but administrators.
    ///
    /// @throws ProblemException `FORBIDDEN`
    public void requireAdmin() {
        require(role == Role.ADMIN);
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw ProblemException.of(ProblemCode.FORBIDDEN, "This sign-in may not do that.");
        }
    }
}
