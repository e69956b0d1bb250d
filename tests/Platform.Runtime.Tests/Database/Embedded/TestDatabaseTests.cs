using Npgsql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Database.Embedded;

public sealed class TestDatabaseTests(EmptyDatabase database, PostgresServer server) : IClassFixture<EmptyDatabase>
{
    [Theory]
    [InlineData("pg_trgm")]
    [InlineData("btree_gin")]
    [InlineData("btree_gist")]
    [InlineData("unaccent")]
    [InlineData("citext")]
    [InlineData("pgcrypto")]
    public async Task The_platform_role_can_create_the_extension(string extension)
    {
        await using NpgsqlCommand command = database.DataSource.CreateCommand($"CREATE EXTENSION {extension}");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_clone_contains_what_its_template_contains_and_is_gone_after_disposal()
    {
        string name;
        await using (TestDatabase clone = await server.CreateDatabaseAsync("with-marker", MarkAsync))
        {
            name = clone.Name;
            await using NpgsqlCommand read = clone.DataSource.CreateCommand("SELECT n FROM marker");
            Assert.Equal(7, await read.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
        await using NpgsqlDataSource administrator = NpgsqlDataSource.Create(await server.AdministratorConnectionStringAsync());
        await using NpgsqlCommand find = administrator.CreateCommand("SELECT count(*) FROM pg_database WHERE datname = $1");
        find.Parameters.AddWithValue(name);
        Assert.Equal(0L, await find.ExecuteScalarAsync(TestContext.Current.CancellationToken));

        static async Task MarkAsync(NpgsqlDataSource template)
        {
            await using NpgsqlCommand mark = template.CreateCommand("CREATE TABLE marker AS SELECT 7 AS n");
            await mark.ExecuteNonQueryAsync();
        }
    }
}
