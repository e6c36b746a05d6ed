package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.sandbox.common.Script;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Setting, seeing and clearing what is to go wrong, by program and by hand (PAY-2).
class ScriptRoutesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SandboxGateway gateway = SandboxGateway.start(SandboxConfig.builder().build());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Customer person = new Customer();

    @AfterEach
    void close() {
        person.close();
        http.close();
        gateway.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(at(path)).method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create(gateway.uri() + path);
    }

    @Test
    void itIsSetSeenAndCleared() throws Exception {
        HttpResponse<String> set = send("PUT", "/sandbox/script", """
                {"rules": [{"payment": "next", "fault": "decline"},
                           {"payment": "all", "fault": "refund_refused", "times": 2}]}""");
        assertThat(set.statusCode()).isEqualTo(200);
        HttpResponse<String> added = send("POST", "/sandbox/script", """
                {"payment": "all", "fault": "no_answer", "on": ["refund"]}""");
        assertThat(added.statusCode()).isEqualTo(201);

        JsonNode seen = JSON.readTree(send("GET", "/sandbox/script", "").body()).path("rules");
        assertThat(seen).hasSize(3);
        assertThat(seen.get(0).path("words").asText()).isEqualTo("Next payment: The payment is declined.");
        assertThat(seen.get(1).path("words").asText()).isEqualTo("All payments: A refund is refused. 2 times.");
        assertThat(seen.get(2).path("id")).isEqualTo(JSON.readTree(added.body()).path("id"));

        String id = seen.get(1).path("id").asText();
        assertThat(send("DELETE", "/sandbox/script/" + id, "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/sandbox/script/" + id, "").statusCode()).isEqualTo(404);
        assertThat(gateway.script().lines()).hasSize(2);
        assertThat(send("DELETE", "/sandbox/script", "").statusCode()).isEqualTo(200);
        assertThat(gateway.script().lines()).isEmpty();
    }

    @Test
    void whatCannotBeUsedChangesNothing() throws Exception {
        gateway.script().add(Rule.all(new Fault.RefusedRefund()));

        HttpResponse<String> wrong = send(
                "PUT", "/sandbox/script",
                """
                        {"rules": [{"payment": "next", "fault": "decline"}, {"payment": "next", "fault": "slow", "by": "soon"}]}""");

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(wrong.body()).path("error").asText()).isEqualTo(
                "rules[1].by is \"soon\"; allowed: a whole number with ms, s, m or h, such as 8s");
        assertThat(send("POST", "/sandbox/script", "").statusCode()).isEqualTo(400);
        assertThat(gateway.script().lines()).extracting(Script.Line::rule)
                .containsExactly(Rule.all(new Fault.RefusedRefund()));
    }

    @Test
    void aPersonSeesAndChoosesItOnTheFrontPage() throws Exception {
        assertThat(person.look(at("/")).body()).contains(
                "Nothing is set",
                "The call for giving money back is never answered, and nothing is done. Once.");

        HttpResponse<String> chosen = person.submit(
                at("/sandbox/script/choose"), Map.of("case", "8", "payment", "next", "amount", "", "description", ""));
        person.submit(
                at("/sandbox/script/choose"),
                Map.of("case", "0", "payment", "like", "amount", "53000", "description", "<ABC>"));

        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(gateway.script().lines()).extracting(Script.Line::rule)
                .containsExactly(
                        Rule.next(new Fault.NoAnswer(Set.of(Operation.REFUND))).times(1),
                        new Rule(
                                null,
                                new Rule.Match.Like(53_000L, "<ABC>", Map.of()),
                                new Fault.Decline(Fault.Reason.GENERIC),
                                0));
        assertThat(person.look(at("/")).body())
                .contains("Next payment: The call for giving money back is never answered")
                .contains("Payments of 53000 minor units described as “&lt;ABC&gt;”: The payment is declined.");

        person.submit(at("/sandbox/script/rule_1/forget"), Map.of());
        assertThat(gateway.script().lines()).hasSize(1);
        person.submit(at("/sandbox/script/forget"), Map.of());
        assertThat(gateway.script().lines()).isEmpty();
    }

    @Test
    void aWrongChoiceIsExplained() throws Exception {
        for (Map<String, String> wrong : List.of(
                Map.of("case", "99", "payment", "next"),
                Map.of("case", "0", "payment", "some"),
                Map.of("case", "0", "payment", "like"),
                Map.of("case", "0", "payment", "like", "amount", "much"))) {
            HttpResponse<String> refused = person.submit(at("/sandbox/script/choose"), wrong);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("Not set");
        }
        assertThat(gateway.script().lines()).isEmpty();
    }
}
