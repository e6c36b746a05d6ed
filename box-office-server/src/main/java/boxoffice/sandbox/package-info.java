/// The sandbox payment gateway: a program of its own that speaks the gateways' wire formats, so that the providers'
/// own client libraries and real HTTP run in development and in every test (PAY-2). It uses no class of the server,
/// and the server uses none of its classes.
///
/// This room starts the program and wires it; tests start it in their own process with `SandboxGateway`.
@NullMarked
package boxoffice.sandbox;

import org.jspecify.annotations.NullMarked;
