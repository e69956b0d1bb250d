using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Messages of the outbox know their transaction, so that readers can follow them in the order of commits (decision 0023).</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260301000000_OutboxTransactions")]
public sealed class OutboxTransactions : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE platform.outbox ADD COLUMN transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id();
        CREATE INDEX ix_outbox_events ON platform.outbox (transaction_id) WHERE topic = 'record.changed';
        UPDATE platform.outbox SET next_attempt_at = NULL WHERE topic = 'record.changed';
        """);
}
