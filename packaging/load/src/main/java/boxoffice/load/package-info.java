/// Load scenarios against a running server, over HTTP alone: no class of the product is used here. Each is a simulation
/// of Gatling's, whose report shows how it went; its assertions are the response times that were promised.
@NullMarked
package boxoffice.load;

import org.jspecify.annotations.NullMarked;
