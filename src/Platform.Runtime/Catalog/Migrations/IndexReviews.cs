using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Tenants know which build of the platform has compared their indexes with its own (decision 0066).</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260701000000_IndexReviews")]
public sealed class IndexReviews : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE platform.tenants ADD COLUMN indexes_reviewed_by text;");
}
