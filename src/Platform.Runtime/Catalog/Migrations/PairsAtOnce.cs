using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>
/// The pairs of a text by three expressions instead of some for each character: half of the time for a name. What the function gives stays the same, so indexes of it stay as they are.
/// </summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260801000000_PairsAtOnce")]
public sealed class PairsAtOnce : Migration
{
    /// <summary>
    /// The characters and those that follow them become an object of JSON, <c>{"a" : "b", "b" : " "}</c>. Without what stands between the two of a pair it is the literal of an array, in which quotes and
    /// backslashes are written as in JSON. Pairs that begin with a space go; a space at the end goes, so that the last character of a word stands alone.
    /// </summary>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE OR REPLACE FUNCTION platform.search_grams(VARIADIC texts text[]) RETURNS tsvector
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        DECLARE
            c text[] := string_to_array(translate(lower(left(array_to_string(texts, ' '), 100000)), E'\t\n\r\u00a0\u3000', '     ') || ' ', NULL);
            pairs text := replace(json_object(trim_array(c, 1), c[2:])::text, '" : "', '');
        BEGIN
            RETURN array_to_tsvector(array_remove(
                replace(CASE WHEN strpos(pairs, '" ') > 0 THEN regexp_replace(pairs, '" (\\.|[^"])"', '""', 'g') ELSE pairs END, ' "', '"')::text[], ''));
        END $$;
        """);
}
