package boxoffice.server.catalog;

import boxoffice.model.InvalidField;

/// The stable keys by which data files refer to each other.
final class Slug {
    private Slug() {}

    static String check(String slug, String field) {
        if (!InvalidField.text(slug, field, 80).matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new InvalidField(field, "is not a key", "lower-case letters, digits and single hyphens");
        }
        return slug;
    }
}
