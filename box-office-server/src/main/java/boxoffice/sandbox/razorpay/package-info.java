/// The sandbox's Razorpay: its API for orders, payments, QR codes and refunds, its hosted checkout, its webhooks, and the
/// guest's UPI app, which in the real world belongs to a bank.
@NullMarked
package boxoffice.sandbox.razorpay;

import org.jspecify.annotations.NullMarked;
