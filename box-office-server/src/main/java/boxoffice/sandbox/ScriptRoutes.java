package boxoffice.sandbox;

import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.common.Rule;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.ScriptJson;
import boxoffice.sandbox.common.WrongScript;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/sandbox/script`: what is to go wrong, for programs as JSON and for people as forms of the front page (PAY-2).
///
/// | call | does |
/// |---|---|
/// | `GET` | shows the rules, with their ids and in plain words |
/// | `PUT {"rules": […]}` | replaces all rules |
/// | `POST {…}` | adds one rule |
/// | `DELETE` | removes all rules |
/// | `DELETE /{id}` | removes one rule |
final class ScriptRoutes implements HttpService {
    private final Script script;

    ScriptRoutes(Script script) {
        this.script = script;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", (_, response) -> sendRules(response, 200))
                .put("/", checked(this::replace))
                .post("/", checked(this::add))
                .delete("/", this::clear)
                .delete("/{id}", this::remove)
                .post("/choose", this::choose)
                .post("/forget", this::forget)
                .post("/{id}/forget", this::forgetOne);
    }

    private static Handler checked(Handler handler) {
        return (request, response) -> {
            try {
                handler.handle(request, response);
            } catch (WrongScript wrong) {
                ObjectNode problem = JsonNodeFactory.instance.objectNode();
                problem.put("error", String.valueOf(wrong.getMessage()));
                send(response, 400, problem);
            }
        };
    }

    private static String body(ServerRequest request) {
        return request.content().hasEntity()
                ? new String(request.content().as(byte[].class), StandardCharsets.UTF_8)
                : "";
    }

    private void replace(ServerRequest request, ServerResponse response) {
        script.replace(ScriptJson.rules(body(request)));
        sendRules(response, 200);
    }

    private void add(ServerRequest request, ServerResponse response) {
        send(response, 201, json(script.add(ScriptJson.rule(body(request)))));
    }

    private void clear(ServerRequest request, ServerResponse response) {
        script.replace(List.of());
        sendRules(response, 200);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        if (script.remove(id)) {
            sendRules(response, 200);
        } else {
            ObjectNode problem = JsonNodeFactory.instance.objectNode();
            problem.put("error", "there is no rule " + id);
            send(response, 404, problem);
        }
    }

    private void choose(ServerRequest request, ServerResponse response) {
        Parameters form = request.content().as(Parameters.class);
        try {
            Rule rule = ScriptForm.read(form);
            script.add(rule);
            backToFrontPage(response);
        } catch (WrongScript wrong) {
            Html.send(response, 400, ScriptForm.refused(String.valueOf(wrong.getMessage())));
        }
    }

    private void forget(ServerRequest request, ServerResponse response) {
        script.replace(List.of());
        backToFrontPage(response);
    }

    private void forgetOne(ServerRequest request, ServerResponse response) {
        script.remove(request.path().pathParameters().get("id"));
        backToFrontPage(response);
    }

    private static void backToFrontPage(ServerResponse response) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, "/#script");
        response.send();
    }

    private void sendRules(ServerResponse response, int status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode rules = json.putArray("rules");
        script.lines().forEach(line -> rules.add(json(line)));
        send(response, status, json);
    }

    private static ObjectNode json(Script.Line line) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", line.id());
        json.setAll(ScriptJson.write(line.rule()));
        if (line.takenBy() != null) {
            json.put("taken_by", line.takenBy());
        }
        json.put("words", line.rule().words());
        return json;
    }

    private static void send(ServerResponse response, int status, ObjectNode json) {
        response.status(Status.create(status));
        response.headers().contentType(MediaTypes.APPLICATION_JSON);
        response.send(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
