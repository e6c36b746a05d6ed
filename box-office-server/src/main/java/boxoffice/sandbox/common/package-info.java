/// What every provider's half of the sandbox needs: time that tests can move, the journal, ids, amounts, HTML, and the
/// script of what is to go wrong. A provider asks `Script.strike` for the kind of fault that could happen where it stands.
/// Only the packages of the sandbox come in.
@NullMarked
package boxoffice.sandbox.common;

import org.jspecify.annotations.NullMarked;
