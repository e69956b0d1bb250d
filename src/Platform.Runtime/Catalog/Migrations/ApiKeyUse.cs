using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>API keys limited to some roles of their owner, and when they were last used. Being used is no change that other nodes have to hear of.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260102000000_ApiKeyUse")]
public sealed class ApiKeyUse : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE platform.api_keys ADD COLUMN roles text[], ADD COLUMN last_used_at timestamptz;
        DROP TRIGGER announce ON platform.api_keys;
        CREATE TRIGGER announce AFTER DELETE OR UPDATE OF key_hash, membership_id, expires_at, roles ON platform.api_keys
            FOR EACH ROW EXECUTE FUNCTION platform.announce_identity('c', 'key_hash');
        """);
}
