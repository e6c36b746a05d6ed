package boxoffice.model;

/// How far a show is: planned, for sale, or called off.
public enum ShowStatus {
    DRAFT,
    PUBLISHED,
    CANCELLED
}
