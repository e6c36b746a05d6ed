/// The sandbox's Stripe: its REST resources, its hosted payment page and its signed webhooks.
///
/// Only the wiring of the sandbox comes in, through [boxoffice.sandbox.stripe.StripeSandbox]. State lives in `Books` and
/// changes only inside a `Change`, which is one line of the journal or nothing.
@NullMarked
package boxoffice.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
