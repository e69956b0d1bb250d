using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Timers, and messages of the outbox that go out in order (decision 0039).</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260301000020_TimersAndDeliveries")]
public sealed class TimersAndDeliveries : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE platform.timers (
            id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_timers PRIMARY KEY,
            tenant_id uuid NOT NULL CONSTRAINT fk_timers_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            topic text NOT NULL,
            key text NOT NULL,
            due_at timestamptz NOT NULL,
            payload jsonb NOT NULL,
            attempts integer NOT NULL DEFAULT 0,
            claimed_until timestamptz,
            failed_at timestamptz,
            last_error text
        );
        CREATE UNIQUE INDEX ix_timers_tenant_id_topic_key ON platform.timers (tenant_id, topic, key);
        CREATE INDEX ix_timers_due ON platform.timers (due_at) WHERE failed_at IS NULL;

        ALTER TABLE platform.outbox ADD COLUMN lane text;
        CREATE INDEX ix_outbox_lanes ON platform.outbox (topic, tenant_id, lane, id) WHERE lane IS NOT NULL AND next_attempt_at IS NOT NULL;

        CREATE TABLE platform.delivery_lanes (
            topic text NOT NULL,
            tenant_id uuid NOT NULL CONSTRAINT fk_delivery_lanes_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            lane text NOT NULL,
            claim uuid NOT NULL,
            claimed_until timestamptz NOT NULL,
            failures integer NOT NULL DEFAULT 0,
            retry_at timestamptz,
            CONSTRAINT pk_delivery_lanes PRIMARY KEY (topic, tenant_id, lane)
        );
        CREATE INDEX ix_delivery_lanes_tenant_id ON platform.delivery_lanes (tenant_id);
        """);
}
