package boxoffice.sandbox;

import boxoffice.sandbox.common.Hmac;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A merchant who speaks to Razorpay by plain HTTP, and the browser of their customer.
public final class RazorpayShop implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HIDDEN = Pattern.compile(
            "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Customer customer = new Customer();
    private final SandboxGateway gateway;
    private final SandboxConfig config;

    public RazorpayShop(SandboxGateway gateway, SandboxConfig config) {
        this.gateway = gateway;
        this.config = config;
    }

    /// What the API said.
    record Said(int status, JsonNode json) {
        String text(String field) {
            return json.at(field.startsWith("/") ? field : "/" + field).asText();
        }
    }

    private HttpRequest.Builder request(String path) {
        String credentials = config.razorpayKeyId() + ":" + config.razorpayKeySecret();
        return HttpRequest.newBuilder(URI.create(gateway.uri() + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json");
    }

    Said get(String path) throws IOException, InterruptedException {
        return said(request(path).GET().build());
    }

    Said post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return said(request.build());
    }

    Said said(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Said(response.statusCode(), JSON.readTree(response.body()));
    }

    /// An order of 530.00 rupees.
    String order() throws IOException, InterruptedException {
        return post(
                "/v1/orders",
                "{'amount': 53000, 'currency': 'INR', 'receipt': 'booking-1', 'notes': {'payment': 'p-1'}}").text("id");
    }

    /// A code of 530.00 rupees.
    Said code() throws IOException, InterruptedException {
        return post(
                "/v1/payments/qr_codes",
                "{'type': 'upi_qr', 'usage': 'single_use', 'fixed_amount': true, 'payment_amount': 53000,"
                        + " 'description': 'Booking ABC123', 'notes': {'payment': 'p-1'}}");
    }

    /// Sells something for 530.00 rupees to a customer who scans a code.
    ///
    /// @return the payment's id
    public String sell() throws IOException, InterruptedException {
        Said code = code();
        scan(code.text("image_content"), "pay");
        return get("/v1/payments/qr_codes/" + code.text("id") + "/payments").text("/items/0/id");
    }

    /// Gives some of a payment back.
    ///
    /// @return the refund's id
    public String refund(String payment, long paise) throws IOException, InterruptedException {
        return post("/v1/payments/" + payment + "/refund", "{'amount': %d}".formatted(paise)).text("id");
    }

    /// Sends the customer to the checkout, and says where they are then.
    public URI checkout(String order) throws IOException, InterruptedException {
        HttpResponse<String> begun = begin(
                Map.of(
                        "key_id", config.razorpayKeyId(), "order_id", order, "amount", "53000", "callback_url",
                        "https://boxoffice.example/paid", "cancel_url", "https://boxoffice.example/cancelled"));
        return gateway.uri().resolve(begun.headers().firstValue("Location").orElseThrow());
    }

    HttpResponse<String> begin(Map<String, String> form) throws IOException, InterruptedException {
        return customer.submit(URI.create(gateway.uri() + "/v1/checkout/embedded"), form);
    }

    public HttpResponse<String> look(URI page) throws IOException, InterruptedException {
        return customer.look(page);
    }

    public HttpResponse<String> submit(URI page, Map<String, String> form) throws IOException, InterruptedException {
        return customer.submit(page, form);
    }

    /// Pays a code with the UPI app, or does not.
    public HttpResponse<String> scan(String code, String answer) throws IOException, InterruptedException {
        return customer.submit(URI.create(gateway.uri() + "/sandbox/upi"), Map.of("code", code, "answer", answer));
    }

    /// The hidden fields of a page.
    public static Map<String, String> hidden(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = HIDDEN.matcher(page);
        while (field.find()) {
            fields.put(field.group(1), field.group(2).replace("&quot;", "\"").replace("&amp;", "&"));
        }
        return fields;
    }

    String signature(String order, String payment) {
        return Hmac.sha256(
                config.razorpayKeySecret(), (order + "|" + payment).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.close();
        customer.close();
    }
}
