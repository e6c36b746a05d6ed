/// The sandbox payment gateway: a program of its own that speaks the gateways' wire formats. It uses no class of the
/// server, and the server uses none of its classes.
@NullMarked
package boxoffice.sandbox;

import org.jspecify.annotations.NullMarked;
