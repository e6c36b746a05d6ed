/// Paying on the gateway's hosted page with the guest's own phone, while the seats are held (KIOSK-1, PAY-4).
@NullMarked
package boxoffice.kiosk.payment;

import org.jspecify.annotations.NullMarked;
