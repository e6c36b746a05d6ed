package boxoffice.server.notification;

import boxoffice.model.Tickets.Ticket;
import java.util.StringJoiner;

/// A message as text alone, for readers who want it so.
final class PlainText {
    private PlainText() {}

    static String of(Story story) {
        StringJoiner text = new StringJoiner("\n\n", "", "\n");
        text.add(story.headline());
        text.add(story.greeting());
        story.paragraphs().forEach(text::add);
        StringJoiner facts = new StringJoiner("\n");
        facts.add(line(story.film()));
        story.facts().forEach(fact -> facts.add(line(fact)));
        text.add(facts.toString());
        if (!story.tickets().isEmpty()) {
            StringJoiner places = new StringJoiner("\n");
            for (Ticket ticket : story.tickets()) {
                places.add("– " + story.place(ticket));
            }
            text.add(places.toString());
        }
        return text.add("-- \n" + story.footer()).toString();
    }

    private static String line(Story.Fact fact) {
        return fact.label() + ": " + fact.value().replace("\n", ", ");
    }
}
