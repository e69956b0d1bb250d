using Microsoft.EntityFrameworkCore;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Platform.Runtime.Catalog;

/// <summary>How Entity Framework is set up for the catalog.</summary>
public static class CatalogOptions
{
    /// <summary>Sets a builder up for the catalog in a database.</summary>
    public static void Configure(DbContextOptionsBuilder builder, NpgsqlDataSource dataSource) =>
        builder.UseNpgsql(dataSource, Configure);

    /// <summary>A context on the catalog, for use outside the service container.</summary>
    public static CatalogContext CreateContext(NpgsqlDataSource dataSource)
    {
        var builder = new DbContextOptionsBuilder<CatalogContext>();
        Configure(builder, dataSource);
        return new CatalogContext(builder.Options);
    }

    private static void Configure(NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.MigrationsHistoryTable("migrations", CatalogContext.SchemaName);
}
