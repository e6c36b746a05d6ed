package boxoffice.sandbox.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {
            """
                    {"payment":"next","fault":"decline","reason":"insufficient_funds"}""",
            """
                    {"gateway":"stripe","payment":"all","fault":"authentication"}""",
            """
                    {"payment":{"amount":53000},"fault":"slow","by":"8s"}""",
            """
                    {"payment":"next","fault":"paid_twice","times":1}""",
            """
                    {"payment":{"description":"ABC123","metadata":{"payment":"7"}},"fault":"no_answer",\
                    "on":["open","refund"],"times":2}""",
            """
                    {"payment":"next","fault":"late_answer","on":["retrieve"],"by":"250ms"}""",
            """
                    {"payment":"next","fault":"server_error","on":["terminal"],"done":true}""",
            """
                    {"payment":"next","fault":"webhook_lost","events":["charge.refunded"]}""",
            """
                    {"payment":"next","fault":"webhook_repeated","copies":5}""",
            """
                    {"payment":"next","fault":"webhook_late","by":"1h"}""",
            """
                    {"payment":"next","fault":"webhook_forged","times":1}""",
            """
                    {"payment":"next","fault":"webhooks_reordered","within":"2s"}""",
            """
                    {"payment":"next","fault":"refund_refused","times":2}""",
            """
                    {"payment":"next","fault":"refund_fails","by":"2m"}""",
            """
                    {"payment":"next","fault":"refund_pending","by":"8s"}"""})
    void whatIsReadIsWrittenTheSame(String rule) {
        assertThat(ScriptJson.write(ScriptJson.rule(rule))).hasToString(rule);
        assertThat(ScriptJson.rule(rule).words()).contains(": ").endsWith(".");
    }

    @Test
    void aRuleIsWhatItSays() {
        assertThat(ScriptJson.rule("""
                {"payment": {"metadata": {"sale": "7"}}, "fault": "webhook_late", "events": ["a.b"], "by": "30s"}"""))
                .isEqualTo(
                        new Rule(
                                null,
                                new Rule.Match.Like(null, null, Map.of("sale", "7")),
                                new Fault.LateWebhook(Set.of("a.b"), Duration.ofSeconds(30)),
                                0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no                                                                | the script is not JSON
            []                                                                | the script is []; allowed: a JSON object
            {}                                                                | rules is missing; allowed: a list of rules
            {"rules":{}}                                                      | rules is {}; allowed: a list of rules
            {"rules":[],"rule":1}                                             | rule is not known here; allowed: rules
            {"rules":[7]}                                                     | rules[0] is 7; allowed: a JSON object
            {"rules":[{"fault":"decline"}]}                                   | rules[0].payment is missing; allowed: "next", "all", or an object
            {"rules":[{"payment":"first","fault":"decline"}]}                 | rules[0].payment is "first"; allowed: next, all
            {"rules":[{"payment":{},"fault":"decline"}]}                      | an object with amount, description or metadata
            {"rules":[{"payment":{"amount":0},"fault":"decline"}]}            | rules[0].payment.amount is 0; allowed: a whole number from 1
            {"rules":[{"payment":{"amuont":1},"fault":"decline"}]}            | rules[0].payment.amuont is not known here
            {"rules":[{"payment":{"metadata":{"a":1}},"fault":"decline"}]}    | rules[0].payment.metadata is {"a":1}; allowed: an object whose values are texts
            {"rules":[{"payment":"next"}]}                                    | rules[0].fault is missing; allowed: decline, authentication
            {"rules":[{"payment":"next","fault":"fire"}]}                     | rules[0].fault is "fire"; allowed: decline, authentication
            {"rules":[{"payment":"next","fault":"decline","reason":"mood"}]}  | rules[0].reason is "mood"; allowed: generic, insufficient_funds
            {"rules":[{"payment":"next","fault":"decline","by":"8s"}]}        | rules[0].by is not known here; allowed: fault, gateway, payment, reason, times
            {"rules":[{"payment":"next","fault":"slow","by":8}]}              | rules[0].by is 8; allowed: a whole number with ms, s, m or h
            {"rules":[{"payment":"next","fault":"no_answer"}]}                | rules[0].on is missing; allowed: a list of open, retrieve
            {"rules":[{"payment":"next","fault":"no_answer","on":["sing"]}]}  | rules[0].on is ["sing"]; allowed: a list of open, retrieve
            {"rules":[{"payment":"next","fault":"webhook_lost","events":[]}]} | rules[0].events is []; allowed: a list of texts
            {"rules":[{"payment":"next","fault":"decline","times":0}]}        | rules[0].times is 0; allowed: a whole number from 1 to 1000
            {"rules":[{"payment":"next","fault":"decline","gateway":"bank"}]} | rules[0].gateway is "bank"; allowed: stripe, razorpay
            """)
    void eachFaultOfAScriptIsNamed(String script, String message) {
        assertThatThrownBy(() -> ScriptJson.rules(script)).isInstanceOf(WrongScript.class)
                .hasMessageContaining(message);
    }
}
