/// Who is there and what they may do: sign-in, sessions, roles, devices (USER-1, USER-2).
///
/// Routes of every room come in for [Callers]; this room knows no other.
@NullMarked
package boxoffice.server.identity;

import org.jspecify.annotations.NullMarked;
