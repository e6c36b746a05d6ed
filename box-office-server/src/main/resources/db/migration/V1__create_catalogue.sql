-- Theaters, their screens, what is shown, and when (CAT-1 to CAT-3, ADMIN-1).

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE theaters (
    id               uuid PRIMARY KEY DEFAULT uuidv7(),
    slug             text NOT NULL UNIQUE,
    name             text NOT NULL,
    city             text NOT NULL,
    country          char(2) NOT NULL,
    address          text NOT NULL,
    zone             text NOT NULL,
    currency         char(3) NOT NULL,
    trailer_minutes  int NOT NULL DEFAULT 15 CHECK (trailer_minutes BETWEEN 0 AND 60),
    created_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX theaters_city ON theaters (city);

-- What a theater adds to, or states within, the price of a seat (SEAT-12).
CREATE TABLE theater_charges (
    theater_id  uuid NOT NULL REFERENCES theaters,
    position    int NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('FEE', 'TAX')),
    label       text NOT NULL,
    per_seat    bigint CHECK (per_seat >= 0),
    percent     numeric(7, 4) CHECK (percent >= 0),
    included    boolean NOT NULL,
    PRIMARY KEY (theater_id, position),
    CHECK (num_nonnulls(per_seat, percent) = 1),
    CHECK (kind <> 'FEE' OR NOT included)
);

-- How many times the base price a kind of seat costs; kinds that are not listed cost it once.
CREATE TABLE seat_type_prices (
    theater_id  uuid NOT NULL REFERENCES theaters,
    seat_type   text NOT NULL,
    multiplier  numeric(6, 4) NOT NULL CHECK (multiplier >= 0),
    PRIMARY KEY (theater_id, seat_type)
);

-- A plan never changes: a rebuilt auditorium gets a new row, and shows keep the plan they were sold with.
CREATE TABLE seat_plans (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    name        text NOT NULL,
    plan        jsonb NOT NULL,
    seats       int NOT NULL CHECK (seats > 0),
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE screens (
    id                uuid PRIMARY KEY DEFAULT uuidv7(),
    slug              text NOT NULL UNIQUE,
    theater_id        uuid NOT NULL REFERENCES theaters,
    seat_plan_id      uuid NOT NULL REFERENCES seat_plans,
    position          int NOT NULL,
    name              text NOT NULL,
    formats           text[] NOT NULL,
    cleaning_minutes  int NOT NULL CHECK (cleaning_minutes BETWEEN 0 AND 240),
    UNIQUE (theater_id, name)
);

CREATE TABLE movies (
    id               uuid PRIMARY KEY DEFAULT uuidv7(),
    slug             text NOT NULL UNIQUE,
    title            text NOT NULL,
    original_title   text,
    year             int NOT NULL,
    runtime_minutes  int NOT NULL CHECK (runtime_minutes BETWEEN 1 AND 900),
    languages        text[] NOT NULL,
    genres           text[] NOT NULL,
    countries        text[] NOT NULL,
    age_rating       text NOT NULL,
    formats          text[] NOT NULL,
    rating           numeric(3, 1) NOT NULL CHECK (rating BETWEEN 0 AND 10),
    synopsis         text NOT NULL,
    poster_colors    text[] NOT NULL,
    release_date     date,
    created_at       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE shows (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    movie_id      uuid NOT NULL REFERENCES movies,
    screen_id     uuid NOT NULL REFERENCES screens,
    seat_plan_id  uuid NOT NULL REFERENCES seat_plans,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    cleared_at    timestamptz NOT NULL,
    -- Tickets are sold until the film itself begins.
    sale_ends_at  timestamptz NOT NULL,
    format        text NOT NULL,
    language      text NOT NULL,
    subtitles     text,
    base_price    bigint NOT NULL CHECK (base_price >= 0),
    currency      char(3) NOT NULL,
    status        text NOT NULL DEFAULT 'DRAFT' CHECK (status IN ('DRAFT', 'PUBLISHED', 'CANCELLED')),
    created_at    timestamptz NOT NULL DEFAULT now(),
    CHECK (starts_at <= sale_ends_at AND sale_ends_at < ends_at AND ends_at <= cleared_at),
    -- One auditorium, one show at a time, from the first trailer to the end of cleaning.
    CONSTRAINT shows_do_not_overlap EXCLUDE USING gist
        (screen_id WITH =, tstzrange(starts_at, cleared_at) WITH &&) WHERE (status <> 'CANCELLED')
);
CREATE INDEX shows_screen_start ON shows (screen_id, starts_at);
CREATE INDEX shows_movie_start ON shows (movie_id, starts_at) WHERE status = 'PUBLISHED';
