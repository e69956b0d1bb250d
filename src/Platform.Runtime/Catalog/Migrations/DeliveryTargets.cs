using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Messages go to targets, each with lanes of its own and a circuit breaker; attempts are kept for a while (decision 0058).</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260301000200_DeliveryTargets")]
public sealed class DeliveryTargets : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE platform.outbox ADD COLUMN target text;
        UPDATE platform.outbox SET target = lane WHERE lane IS NOT NULL;
        DROP INDEX platform.ix_outbox_lanes;
        CREATE INDEX ix_outbox_lanes ON platform.outbox (topic, tenant_id, target, lane, id) WHERE lane IS NOT NULL AND next_attempt_at IS NOT NULL;
        CREATE INDEX ix_outbox_set_aside ON platform.outbox (tenant_id, topic, target, id) WHERE lane IS NOT NULL AND next_attempt_at IS NULL;

        ALTER TABLE platform.delivery_lanes ADD COLUMN target text;
        UPDATE platform.delivery_lanes SET target = lane;
        ALTER TABLE platform.delivery_lanes ALTER COLUMN target SET NOT NULL, DROP CONSTRAINT pk_delivery_lanes,
            ADD CONSTRAINT pk_delivery_lanes PRIMARY KEY (topic, tenant_id, target, lane);

        CREATE TABLE platform.delivery_targets (
            topic text NOT NULL,
            tenant_id uuid NOT NULL CONSTRAINT fk_delivery_targets_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            target text NOT NULL,
            failures integer NOT NULL DEFAULT 0,
            opened_at timestamptz,
            retry_at timestamptz,
            stopped_at timestamptz,
            last_error text,
            CONSTRAINT pk_delivery_targets PRIMARY KEY (topic, tenant_id, target)
        );
        CREATE INDEX ix_delivery_targets_tenant_id ON platform.delivery_targets (tenant_id);

        CREATE TABLE platform.delivery_attempts (
            id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_delivery_attempts PRIMARY KEY,
            tenant_id uuid NOT NULL,
            topic text NOT NULL,
            target text NOT NULL,
            message_id bigint NOT NULL,
            key text NOT NULL,
            event text,
            attempt integer NOT NULL,
            attempted_at timestamptz NOT NULL,
            duration integer NOT NULL,
            status integer,
            is_delivered boolean NOT NULL,
            error text,
            request text NOT NULL,
            response text
        );
        CREATE INDEX ix_delivery_attempts_tenant_id_topic_target_id ON platform.delivery_attempts (tenant_id, topic, target, id);
        CREATE INDEX ix_delivery_attempts_attempted_at ON platform.delivery_attempts (attempted_at);
        """);
}
