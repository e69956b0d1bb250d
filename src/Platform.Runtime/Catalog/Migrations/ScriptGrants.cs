using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>
/// What administrators agreed to about scripts (decision 0050). Scripts that acted as the system before stay
/// able to: who published them answered for it.
/// </summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260301000310_ScriptGrants")]
public sealed class ScriptGrants : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE platform.script_grants (
            tenant_id uuid NOT NULL CONSTRAINT fk_script_grants_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            kind text NOT NULL,
            document text NOT NULL,
            permission text NOT NULL,
            granted_by uuid,
            granted_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT pk_script_grants PRIMARY KEY (tenant_id, kind, document, permission)
        );
        INSERT INTO platform.script_grants (tenant_id, kind, document, permission)
        SELECT tenant_id, kind, id, 'system' FROM platform.documents WHERE kind = 'hook' AND valid_to IS NULL AND body ->> 'runAs' = 'system';
        """);
}
