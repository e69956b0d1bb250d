using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Traces of transactions.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260701000040_TransactionTraces")]
public sealed class TransactionTraces : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE platform.traces (
            id uuid CONSTRAINT pk_traces PRIMARY KEY,
            tenant_id uuid NOT NULL CONSTRAINT fk_traces_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            at timestamptz NOT NULL,
            user_id uuid NOT NULL,
            object text,
            outcome text NOT NULL,
            is_failed boolean NOT NULL,
            code text,
            message text,
            hooks text[] NOT NULL,
            objects text[] NOT NULL,
            microseconds bigint NOT NULL,
            bytes integer NOT NULL,
            content bytea NOT NULL
        );
        CREATE INDEX ix_traces_at ON platform.traces (at);
        CREATE INDEX ix_traces_tenant_id_at_id ON platform.traces (tenant_id, at, id);
        CREATE INDEX ix_traces_tenant_id_is_failed_at_id ON platform.traces (tenant_id, is_failed, at, id) INCLUDE (bytes);
        """);
}
