using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>Documents that clients may name instead of sending them, and who may send no others.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260301000001_RegisteredOperations")]
public sealed class RegisteredOperations : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE platform.operations (
            tenant_id uuid NOT NULL CONSTRAINT fk_operations_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            id text NOT NULL,
            document text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT pk_operations PRIMARY KEY (tenant_id, id)
        );
        CREATE TABLE platform.operation_requirements (
            tenant_id uuid NOT NULL CONSTRAINT fk_operation_requirements_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            role text NOT NULL,
            CONSTRAINT pk_operation_requirements PRIMARY KEY (tenant_id, role)
        );
        """);
}
