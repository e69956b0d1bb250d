using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>How much room the files of tenants take is kept as one number (decision 0095).</summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260801000000_FileRooms")]
public sealed class FileRooms : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE platform.file_rooms (
            tenant_id uuid CONSTRAINT pk_file_rooms PRIMARY KEY CONSTRAINT fk_file_rooms_tenant_id REFERENCES platform.tenants ON DELETE CASCADE,
            bytes bigint NOT NULL,
            counted_at timestamptz NOT NULL
        );
        """);
}
