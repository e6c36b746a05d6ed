/// What every provider's half of the sandbox needs: time that tests can move, the journal, ids, amounts, HTML.
/// Only the packages of the sandbox come in.
@NullMarked
package boxoffice.sandbox.common;

import org.jspecify.annotations.NullMarked;
