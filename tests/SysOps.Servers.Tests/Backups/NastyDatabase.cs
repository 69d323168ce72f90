namespace SysOps.Servers.Tests.Backups;

/// <summary>A database with one of everything that dumps and restores stumble over.</summary>
internal static class NastyDatabase
{
    public static Task FillAsync(TestDatabase database) => database.ExecuteAsync(
        "CREATE EXTENSION pgcrypto",
        "CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s \"fine\"'); CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
        $"CREATE SCHEMA \"Other Schema\" AUTHORIZATION \"{database.Owner}\"; CREATE SCHEMA \"naïve\nschema\"",

        // Identity, generated, serial; values that COPY must escape.
        """
        CREATE TABLE items (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, price numeric(12,4), doubled numeric GENERATED ALWAYS AS (price * 2) STORED,
          data jsonb, raw bytea, tags text[], grid int[][], feeling mood, amount positive, made timestamptz DEFAULT '2026-03-29 01:30:00+00', life interval, f float8, r real, bits bit varying, ranges int4range, kind regclass);
        INSERT INTO items (name, price, data, raw, tags, grid, feeling, amount, life, f, r, bits, ranges, kind)
        SELECT 'item ' || i, i / 3.0, jsonb_build_object('i', i, 'text', E'a\tb\\c"'), decode(md5(i::text), 'hex'), ARRAY['a', NULL, E'x\ty', '{}'], ARRAY[[i, 1], [2, 3]],
          'it''s "fine"', i, i * interval '1 hour', i / 7.0, i / 7.0, B'1010', int4range(i, i + 5), 'pg_class' FROM generate_series(1, 500) i;
        INSERT INTO items (name) VALUES (''), (E'\\N'), (E'\\.'), (E'a\\b'), (E'new\nline'), (E'tab\tand\rreturn'), ('ünïcødé 🐘'), (E'\b\f\v');
        """,
        """
        CREATE TABLE "Mixed ""Case"" Tàble" ("Zeta" int, "select" text, alpha text, "β" text, "with
        newline" text, "dot.comma,(paren)" text, dropped int);
        ALTER TABLE "Mixed ""Case"" Tàble" DROP COLUMN dropped; ALTER TABLE "Mixed ""Case"" Tàble" ADD COLUMN "Added" int DEFAULT 7;
        INSERT INTO "Mixed ""Case"" Tàble" VALUES (1, 's', 'a', 'b', 'n', 'd'), (2, NULL, '', E'\\', E'\t', E'\n');
        """,
        "CREATE TABLE \"Other Schema\".items (id int, name text); INSERT INTO \"Other Schema\".items VALUES (1, 'same name, other schema')",
        "CREATE TABLE \"naïve\nschema\".\"name\nwith newline\" (id int); INSERT INTO \"naïve\nschema\".\"name\nwith newline\" VALUES (42)",
        "CREATE TABLE empty_table (id int, b text); CREATE TABLE no_columns (); INSERT INTO no_columns DEFAULT VALUES; INSERT INTO no_columns DEFAULT VALUES",
        "CREATE UNLOGGED TABLE unlogged (id int); INSERT INTO unlogged VALUES (1)",

        // Partitions, inheritance with another order of columns, foreign keys.
        """
        CREATE TABLE parted (id int, at date NOT NULL, note text) PARTITION BY RANGE (at);
        CREATE TABLE parted_2025 PARTITION OF parted FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        CREATE TABLE parted_rest PARTITION OF parted DEFAULT PARTITION BY HASH (id);
        CREATE TABLE parted_rest_0 PARTITION OF parted_rest FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE parted_rest_1 PARTITION OF parted_rest FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        INSERT INTO parted SELECT i, date '2025-12-01' + i, 'n' || i FROM generate_series(1, 100) i;
        """,
        """
        CREATE TABLE parent (a int, b text); CREATE TABLE child (c int, b text, a int); ALTER TABLE child INHERIT parent;
        ALTER TABLE parent ADD COLUMN later text DEFAULT 'l'; INSERT INTO parent VALUES (1, 'p'); INSERT INTO child VALUES (3, 'c', 2, 'late');
        """,
        """
        CREATE TABLE orders (id serial PRIMARY KEY, item bigint REFERENCES items, ancestor int REFERENCES orders DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO orders (item, ancestor) VALUES (1, 2), (2, 1), (3, NULL);
        CREATE SEQUENCE "Odd Seq" INCREMENT -3 MINVALUE -1000 START 10 MAXVALUE 10; SELECT nextval('"Odd Seq"'), nextval('"Odd Seq"'); CREATE SEQUENCE never_called START 77;
        """,

        // Functions, triggers, rules, views, row security, grants.
        $$"""
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.name := NEW.name || '!'; RETURN NEW; END $f$;
        CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON items FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE VIEW cheap AS SELECT id, name FROM items WHERE price < 10;
        CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n, sum(price) AS total FROM items; CREATE UNIQUE INDEX ON totals (n);
        CREATE MATERIALIZED VIEW of_totals AS SELECT n FROM totals; CREATE MATERIALIZED VIEW unpopulated AS SELECT name FROM items WITH NO DATA;
        ALTER TABLE items ENABLE ROW LEVEL SECURITY; ALTER TABLE items FORCE ROW LEVEL SECURITY; CREATE POLICY only_own ON items TO "{{database.Owner}}" USING (name <> 'x');
        GRANT SELECT (id, name) ON items TO "{{database.Owner}}"; ALTER TABLE orders OWNER TO "{{database.Owner}}"; ALTER DEFAULT PRIVILEGES FOR ROLE "{{database.Owner}}" GRANT SELECT ON TABLES TO PUBLIC;
        CREATE INDEX part_index ON items (lower(name)) WHERE price > 1; CREATE STATISTICS stat ON name, price FROM items; COMMENT ON TABLE items IS E'quote '' and\nnewline';
        CREATE PUBLICATION pub FOR TABLE orders; REFRESH MATERIALIZED VIEW totals;
        """,

        // Large objects: one empty, one with bytes of every value over more than one page.
        "SELECT lo_create(70001); SELECT lo_from_bytea(70002, (SELECT string_agg(decode(lpad(to_hex(i % 256), 2, '0'), 'hex'), ''::bytea ORDER BY i) FROM generate_series(0, 300000) i)); COMMENT ON LARGE OBJECT 70002 IS 'big'",
        $"ALTER LARGE OBJECT 70001 OWNER TO \"{database.Owner}\"",

        // What belongs to the database itself.
        $"""
        ALTER DATABASE "{database.Name}" SET search_path TO "$user", 'Other Schema', public; ALTER DATABASE "{database.Name}" SET timezone TO 'Asia/Kathmandu'; ALTER DATABASE "{database.Name}" SET "app.greeting" TO 'it''s \ here';
        ALTER DATABASE "{database.Name}" SET bytea_output TO 'escape'; ALTER DATABASE "{database.Name}" SET datestyle TO 'German'; ALTER ROLE "{database.Owner}" IN DATABASE "{database.Name}" SET work_mem TO '8MB';
        REVOKE ALL ON DATABASE "{database.Name}" FROM PUBLIC; GRANT CONNECT ON DATABASE "{database.Name}" TO PUBLIC; GRANT CREATE ON DATABASE "{database.Name}" TO "{database.Owner}" WITH GRANT OPTION;
        COMMENT ON DATABASE "{database.Name}" IS 'a shop''s \ database'; ALTER DATABASE "{database.Name}" CONNECTION LIMIT 25;
        """);
}
