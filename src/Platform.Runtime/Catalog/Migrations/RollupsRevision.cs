using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Tenants know since which revision writers have to know of new rollups (decision 0027).</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260501000000_RollupsRevision")]
public sealed class RollupsRevision : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE platform.tenants ADD COLUMN rollups_revision bigint NOT NULL DEFAULT 0;");
}
