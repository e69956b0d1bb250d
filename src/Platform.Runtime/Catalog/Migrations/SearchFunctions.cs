using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>
/// What search is made of: the pairs of neighbouring characters of a record's texts, and the query that looks for those of a text. Pairs serve every script alike,
/// and need neither an extension nor a dictionary. See docs/decisions/0030-search-looks-for-pairs-of-characters.md.
/// </summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260401000001_SearchFunctions")]
public sealed class SearchFunctions : Migration
{
    /// <summary>
    /// The functions. A word's last character stands alone, so that a single character is the beginning of a lexeme wherever it occurs. Only the first 100,000
    /// characters count, for which a tsvector always has room.
    /// </summary>
    public const string Definition =
        """
        CREATE FUNCTION platform.search_grams(VARIADIC texts text[]) RETURNS tsvector
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        DECLARE
            c text[] := string_to_array(translate(lower(left(array_to_string(texts, ' '), 100000)), E'\t\n\r\u00a0\u3000', '     '), NULL);
        BEGIN
            RETURN array_to_tsvector(ARRAY(
                SELECT CASE WHEN b IS NULL OR b = ' ' THEN a ELSE a || b END FROM unnest(c, c[2:]) AS u(a, b) WHERE a <> ' '));
        END $$;
        CREATE FUNCTION platform.search_query(wanted text) RETURNS tsquery
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        DECLARE
            c text[] := string_to_array(translate(lower(left(wanted, 200)), E'\t\n\r\u00a0\u3000', '     '), NULL);
        BEGIN
            RETURN coalesce((
                SELECT string_agg(DISTINCT
                    '''' || replace(replace(CASE WHEN n = ' ' THEN a ELSE a || n END, E'\\', E'\\\\'), '''', '''''') || CASE WHEN n = ' ' THEN ''':*' ELSE '''' END,
                    ' & ')
                FROM unnest(array_prepend(' ', c), c, c[2:]) AS u(p, a, b), coalesce(b, ' ') AS n
                WHERE a <> ' ' AND (n <> ' ' OR p = ' ')), '! '' ''')::tsquery;
        END $$;
        """;

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Definition);
}
