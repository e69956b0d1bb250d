using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Named secrets of tenants, and calls to inbound endpoints (decision 0059).</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260301000300_SecretsAndInboundCalls")]
public sealed class SecretsAndInboundCalls : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE platform.secrets (
            tenant_id uuid NOT NULL CONSTRAINT fk_secrets_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            name text NOT NULL,
            value bytea NOT NULL,
            previous bytea,
            previous_until timestamptz,
            created_at timestamptz NOT NULL DEFAULT now(),
            set_at timestamptz NOT NULL,
            set_by uuid,
            CONSTRAINT pk_secrets PRIMARY KEY (tenant_id, name)
        );

        CREATE TABLE platform.inbound_calls (
            id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_inbound_calls PRIMARY KEY,
            tenant_id uuid NOT NULL,
            endpoint text NOT NULL,
            key text,
            received_at timestamptz NOT NULL,
            duration integer NOT NULL,
            status integer NOT NULL,
            is_accepted boolean NOT NULL,
            code text,
            error text,
            request text NOT NULL,
            response text NOT NULL
        );
        CREATE UNIQUE INDEX ix_inbound_calls_key ON platform.inbound_calls (tenant_id, endpoint, key) WHERE is_accepted AND key IS NOT NULL;
        CREATE INDEX ix_inbound_calls_tenant_id_endpoint_id ON platform.inbound_calls (tenant_id, endpoint, id);
        CREATE INDEX ix_inbound_calls_received_at ON platform.inbound_calls (received_at);
        """);
}
