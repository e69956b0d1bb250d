using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>No message has a lane without a target: it would never be looked for.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260301000400_OutboxTargets")]
public sealed class OutboxTargets : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        UPDATE platform.outbox SET target = lane WHERE lane IS NOT NULL AND target IS NULL;
        ALTER TABLE platform.outbox ADD CONSTRAINT outbox_lane_of_target CHECK ((lane IS NULL) = (target IS NULL));
        """);
}
