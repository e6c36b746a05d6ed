-- Who signs in, with what, and for how long (USER-1, USER-2). A walk-in is a user without name or e-mail.

CREATE TABLE users (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    role           text NOT NULL CHECK (role IN ('GUEST', 'CUSTOMER', 'STAFF', 'MANAGER', 'ADMIN', 'DEVICE')),
    email          text,
    phone          text,
    name           text,
    password_hash  text,
    theater_id     uuid REFERENCES theaters,
    created_at     timestamptz NOT NULL DEFAULT now(),
    disabled_at    timestamptz,
    CHECK ((role IN ('GUEST', 'DEVICE')) = (password_hash IS NULL)),
    CHECK ((email IS NULL) = (password_hash IS NULL))
);
CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE devices (
    id               uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id          uuid NOT NULL UNIQUE REFERENCES users,
    name             text NOT NULL,
    theater_id       uuid NOT NULL REFERENCES theaters,
    code_hash        bytea UNIQUE,
    code_expires_at  timestamptz,
    key_hash         bytea,
    created_by       uuid NOT NULL REFERENCES users,
    created_at       timestamptz NOT NULL DEFAULT now(),
    revoked_at       timestamptz,
    CHECK ((code_hash IS NULL) = (code_expires_at IS NULL))
);

-- A sign-in. The refresh token changes with each use, so a copied one is noticed when either copy is used again.
CREATE TABLE sessions (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id        uuid NOT NULL REFERENCES users,
    vouched_by     uuid REFERENCES devices,
    refresh_hash   bytea NOT NULL UNIQUE,
    replaced_hash  bytea UNIQUE,
    created_at     timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    revoked_at     timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id) WHERE revoked_at IS NULL;
