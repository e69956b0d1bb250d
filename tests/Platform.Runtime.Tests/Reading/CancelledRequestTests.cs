using System.Net.Http.Json;
using Npgsql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>A client that goes away takes its statements with it.</summary>
public sealed class CancelledRequestTests(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData("/graphql", "{ departments(first: 5) { nodes { name } totalCount } }")]
    [InlineData("/graphql", "mutation { createDepartment(input: {name: \"never\"}) { record { id } } }")]
    [InlineData("/metadata", "{ evaluateExpression(expression: \"record.name\", place: {object: \"Department\", purpose: FORMULA, fieldType: \"text\"}, record: \"00000000-0000-7000-8000-000000000001\") { value } }")]
    public async Task Its_sql_is_stopped_in_the_database(string path, string query)
    {
        CancellationToken test = TestContext.Current.CancellationToken;
        using HttpClient client = await host.CreateSignedInClientAsync();
        await using NpgsqlConnection holder = await host.Database.DataSource.OpenConnectionAsync(test);
        await using NpgsqlTransaction held = await holder.BeginTransactionAsync(test);
        await using (NpgsqlCommand hold = new("lock table t_default.department in access exclusive mode", holder)) await hold.ExecuteNonQueryAsync(test);
        using CancellationTokenSource gone = new();
        Task<HttpResponseMessage> asked = client.PostAsJsonAsync(path, new { query }, gone.Token);
        await BlockedStatements.AwaitOneAsync(holder, test);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        // The lock is still held: what waits no longer was stopped.
        await Eventually.HoldsAsync(
            async () =>
            {
                await using NpgsqlCommand waiting = host.Database.DataSource.CreateCommand(
                    "select count(*) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0");
                return (long)(await waiting.ExecuteScalarAsync(test))! == 0;
            },
            "the statement is stopped");
        await held.CommitAsync(test);
        await using NpgsqlCommand count = host.Database.DataSource.CreateCommand("select count(*) from t_default.department where name = 'never'");
        Assert.Equal(0L, await count.ExecuteScalarAsync(test));
    }
}
