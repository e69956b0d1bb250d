using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>
/// How rules of duplicates compare values, and what is kept of merges so that they can be undone. See docs/decisions/0031-duplicates-are-found-by-what-texts-say.md.
/// </summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260401000002_MatchFunctions")]
public sealed class MatchFunctions : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE FUNCTION platform.match_text(given text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            said text := btrim(lower(normalize(left(given, 1000), NFKC)));
            core text;
        BEGIN
            said := regexp_replace(said, '([\s,.]+(co|inc|ltd|llc|corp|corporation|company|limited|gmbh|plc))+[\s,.]*$', '');
            said := regexp_replace(said, E'[\\s!-/:-@\\[-`{-~\u3001\u3002\u00b7\u30fb\u3008-\u3011\u201c\u201d\u2018\u2019\u2014\u2013\u2026]+', '', 'g');
            core := regexp_replace(said, '(股份|有限|责任|集团|公司|总公司)+$', '');
            RETURN nullif(CASE WHEN core = '' THEN said ELSE core END, '');
        END $$;
        CREATE FUNCTION platform.match_phone(given text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            digits text := regexp_replace(normalize(left(given, 100), NFKC), '[^0-9]', '', 'g');
        BEGIN
            RETURN CASE WHEN length(digits) >= 7 THEN right(digits, 10) END;
        END $$;
        CREATE FUNCTION platform.match_query(given text, percent integer) RETURNS tsquery
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            g text[] := tsvector_to_array(platform.search_grams(platform.match_text(given)));
            n integer := cardinality(g);
            -- A text that is so much alike shares that many of the pairs, and so some of any larger part of them: that part is asked for.
            shared integer := greatest(1, ceil(n * percent / (200.0 - percent)));
            together integer := least(shared, CASE WHEN n - shared < 10 THEN 3 ELSE 2 END);
        BEGIN
            IF n = 0 THEN
                RETURN NULL;
            END IF;
            g := ARRAY(SELECT '''' || replace(replace(x, E'\\', E'\\\\'), '''', '''''') || '''' FROM unnest(g[1:n - shared + together]) AS x);
            RETURN (
                SELECT string_agg(concat_ws(' & ', a.x, b.x, c.x), ' | ')
                FROM unnest(g) WITH ORDINALITY AS a(x, i)
                LEFT JOIN unnest(g) WITH ORDINALITY AS b(x, i) ON together > 1 AND b.i > a.i
                LEFT JOIN unnest(g) WITH ORDINALITY AS c(x, i) ON together > 2 AND c.i > b.i
                WHERE (together < 2 OR b.x IS NOT NULL) AND (together < 3 OR c.x IS NOT NULL))::tsquery;
        END $$;
        CREATE FUNCTION platform.match_similarity(one text, other text) RETURNS integer
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            x text[] := tsvector_to_array(platform.search_grams(platform.match_text(one)));
            y text[] := tsvector_to_array(platform.search_grams(platform.match_text(other)));
        BEGIN
            IF cardinality(x) = 0 OR cardinality(y) = 0 THEN
                RETURN 0;
            END IF;
            RETURN 200 * (SELECT count(*) FROM unnest(x) AS g WHERE g = ANY (y)) / (cardinality(x) + cardinality(y));
        END $$;
        CREATE TABLE platform.merges (
            tenant_id uuid NOT NULL CONSTRAINT fk_merges_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            id uuid NOT NULL,
            object text NOT NULL,
            kept uuid NOT NULL,
            undo jsonb NOT NULL,
            merged_by uuid NOT NULL,
            merged_at timestamptz NOT NULL DEFAULT now(),
            undone_at timestamptz,
            CONSTRAINT pk_merges PRIMARY KEY (tenant_id, id)
        );
        CREATE INDEX ix_merges_tenant_id_kept ON platform.merges (tenant_id, kept);
        CREATE INDEX ix_merges_merged_at ON platform.merges (merged_at);
        """);
}
