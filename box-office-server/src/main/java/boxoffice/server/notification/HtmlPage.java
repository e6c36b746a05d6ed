package boxoffice.server.notification;

import boxoffice.model.Tickets.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A message as a page that mail readers show: one column, plain tables, legible without its pictures and its style sheet,
/// on dark ground too. Whatever guests and houses have typed is text in it, never markup.
final class HtmlPage {
    /// What there is of CSS in all mail readers; colours for dark ground where a reader knows of it. A code stays black on
    /// white, or it could not be read.
    private static final String STYLE = """
            body{margin:0;padding:0;background:#eef0f3;color:#1b2330}
            h1{margin:0 0 16px;font-size:24px;line-height:1.3}
            p{margin:0 0 14px}
            .card{background:#ffffff}
            .facts th,.facts td{border-top:1px solid #d5dae1}
            .small{color:#56606e}
            @media (max-width:480px){
            .side{padding-left:18px!important;padding-right:18px!important}
            .facts th{width:31%!important}
            }
            @media (prefers-color-scheme:dark){
            body,.ground{background:#101318!important;color:#e8ebf0!important}
            .card{background:#1b2028!important;color:#e8ebf0!important}
            .facts th,.facts td{border-top-color:#3a424e!important}
            .ticket{border-color:#3a424e!important}
            .small,.facts th{color:#aab3c0!important}
            }
            """;
    private static final String FONT =
            "font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans','Helvetica Neue',Arial,sans-serif";
    private static final String PLAIN_BAND = "#2d3748";

    private final Story story;
    private final Function<Ticket, String> picture;

    private HtmlPage(Story story, Function<Ticket, String> picture) {
        this.story = story;
        this.picture = picture;
    }

    /// Draws a message.
    ///
    /// @param picture where the code of a ticket is: `cid:…`
    static String of(Story story, Function<Ticket, String> picture) {
        return new HtmlPage(story, picture).page();
    }

    private String page() {
        Words words = story.words();
        return """
                <!DOCTYPE html>
                <html lang="%s" dir="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="supported-color-schemes" content="light dark">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body style="margin:0;padding:0">
                <table role="presentation" class="ground" width="100%%" cellpadding="0" cellspacing="0" border="0">
                <tr><td align="center" style="padding:16px 8px">
                <table role="presentation" class="card" width="100%%" cellpadding="0" cellspacing="0" border="0" \
                style="max-width:600px;border-radius:12px;overflow:hidden;%s;font-size:16px;line-height:1.5">
                <tr><td class="side" bgcolor="%s" style="background:%s;color:#ffffff;padding:22px 28px">
                <div style="font-size:14px">%s</div>
                <div style="font-size:22px;line-height:1.25;font-weight:bold">%s</div>
                </td></tr>
                <tr><td class="side" style="padding:26px 28px 8px">
                <h1>%s</h1>
                %s</td></tr>
                <tr><td class="side" style="padding:0 28px 12px">
                %s</td></tr>
                %s<tr><td class="side small" style="padding:10px 28px 24px;font-size:13px">%s</td></tr>
                </table>
                </td></tr>
                </table>
                </body>
                </html>
                """.formatted(
                words.locale().toLanguageTag(),
                words.rightToLeft() ? "rtl" : "ltr",
                text(story.subject()),
                STYLE,
                FONT,
                band(),
                band(),
                text(story.booking().show().theaterName()),
                text(story.booking().show().title()),
                text(story.headline()),
                paragraphs(),
                facts(),
                tickets(),
                text(story.footer()));
    }

    private String paragraphs() {
        List<String> all = new ArrayList<>();
        all.add(story.greeting());
        all.addAll(story.paragraphs());
        StringBuilder html = new StringBuilder();
        all.forEach(paragraph -> html.append("<p>").append(text(paragraph)).append("</p>\n"));
        return html.toString();
    }

    private String facts() {
        String start = story.words().rightToLeft() ? "right" : "left";
        StringBuilder html = new StringBuilder(
                "<table class=\"facts\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\n");
        for (Story.Fact fact : story.facts()) {
            html.append(
                    """
                            <tr><th class="small" scope="row" align="%s" width="30%%" style="padding:9px 0;font-weight:normal;vertical-align:top">%s</th>\
                            <td style="padding:9px 0;vertical-align:top"><strong>%s</strong></td></tr>
                            """
                            .formatted(start, text(fact.label()), text(fact.value()).replace("\n", "<br>")));
        }
        return html.append("</table>\n").toString();
    }

    private String tickets() {
        StringBuilder html = new StringBuilder();
        for (Ticket ticket : story.tickets()) {
            html.append(
                    """
                            <tr><td class="side" style="padding:8px 28px">
                            <table role="presentation" class="ticket" width="100%%" cellpadding="0" cellspacing="0" border="0" \
                            style="border:1px solid #d5dae1;border-radius:10px">
                            <tr><td align="center" style="padding:16px">
                            <div style="font-weight:bold;padding-bottom:10px">%s</div>
                            <img src="%s" width="220" height="220" alt="%s" \
                            style="display:block;width:220px;height:220px;background:#ffffff;border-radius:6px">
                            </td></tr>
                            </table>
                            </td></tr>
                            """
                            .formatted(
                                    text(story.place(ticket)), text(picture.apply(ticket)), text(
                                            story.codeName(ticket))));
        }
        return html.toString();
    }

    /// The film's colour while the film will be seen; a plain one for what is over.
    private String band() {
        return switch (story.kind()) {
            case CONFIRMED, IN_REVIEW, CHANGED -> story.booking()
                    .show()
                    .posterColors()
                    .stream()
                    .filter(color -> color.matches("#[0-9A-Fa-f]{6}"))
                    .findFirst()
                    .orElse(PLAIN_BAND);
            case CANCELLED, SHOW_CANCELLED, REFUNDED, REFUND_DELAYED -> PLAIN_BAND;
        };
    }

    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
