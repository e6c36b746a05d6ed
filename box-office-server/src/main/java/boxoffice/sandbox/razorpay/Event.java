package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Something that happened, as it is told to the merchant.
///
/// @param about the order or the QR code it is about
/// @param body as it is sent
/// @param endpoints how many webhook endpoints are told
record Event(String id, long created, String type, String about, ObjectNode body, int endpoints) implements Entry {}
