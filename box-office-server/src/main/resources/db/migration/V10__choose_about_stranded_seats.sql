-- What a theater wants done about a free seat that a selection leaves between others (SEAT-10).
ALTER TABLE theaters
    ADD COLUMN stranded_seats text NOT NULL DEFAULT 'LENIENT' CHECK (stranded_seats IN ('OFF', 'LENIENT', 'STRICT'));
