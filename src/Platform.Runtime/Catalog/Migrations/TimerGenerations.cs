using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Timers that are set anew begin anew, and claims are told apart by a number of their own (decision 0039).</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260601000000_TimerGenerations")]
public sealed class TimerGenerations : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE platform.timers ADD COLUMN generation bigint NOT NULL DEFAULT 0;");
}
