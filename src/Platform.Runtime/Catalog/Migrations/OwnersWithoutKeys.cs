using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Owners of records have no foreign key any more (decision 0082): it looked the same user up for each record of a write.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260801000010_OwnersWithoutKeys")]
public sealed class OwnersWithoutKeys : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DO $$
        DECLARE
            key record;
        BEGIN
            FOR key IN
                SELECT c.conrelid::regclass AS owned, c.conname
                FROM platform.tenants AS t
                JOIN pg_namespace AS n ON n.nspname = t.schema_name
                JOIN pg_constraint AS c ON c.connamespace = n.oid AND c.contype = 'f' AND cardinality(c.conkey) = 1
                JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] AND a.attname = 'owner_id'
                JOIN pg_class AS u ON u.oid = c.confrelid AND u.relname = 'user' AND u.relnamespace = n.oid
            LOOP
                EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.owned, key.conname);
            END LOOP;
        END $$;
        """);
}
