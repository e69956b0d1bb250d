using Npgsql;
using Platform.Runtime.Database;
using Platform.Runtime.Writing.Statements;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>However a transaction ends, whoever gets its connection next finds nothing of it.</summary>
public sealed class WriteSessionTests(PostgresServer server)
{
    private const string Insert = "insert into done (n) values (1)", Fails = "select 1 / 0";

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("committed in one trip", true, 1)]
    [InlineData("committed after others", true, 2)]
    [InlineData("undone", true, 0)]
    [InlineData("undone in part", false, 1)]
    [InlineData("not begun", true, 0)]
    [InlineData("left open", false, 0)]
    [InlineData("refused in one trip", false, 0)]
    [InlineData("refused before the commit", false, 0)]
    [InlineData("refused and undone", false, 0)]
    [InlineData("refused and left open", false, 0)]
    [InlineData("cancelled", false, 0)]
    [InlineData("lost", false, 0)]
    public async Task The_next_one_finds_nothing_of_it(string end, bool isKept, int stands)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database.ConnectionString);
        await using (NpgsqlCommand create = source.CreateCommand("create table done (n integer)")) await create.ExecuteNonQueryAsync(Test);
        await using WarmConnections connections = new(source, new WorkGate(1, TimeSpan.FromMinutes(1), TimeProvider.System), TimeProvider.System);
        NpgsqlConnection used;
        await using (WarmConnections.Lease lease = await connections.TakeAsync(Test))
        {
            used = lease.Connection;
            await using WriteSession session = new(lease, TimeSpan.FromSeconds(30));
            await EndAsync(session, end);
        }

        await using (WarmConnections.Lease next = await connections.TakeAsync(Test)) Assert.Equal(isKept, ReferenceEquals(used, next.Connection));
        await using (WriteSession session = new(await connections.TakeAsync(Test), TimeSpan.FromSeconds(30)))
        {
            session.Enqueue(new NpgsqlBatchCommand(Insert));
            await session.CommitAsync(Test);
        }

        await using NpgsqlCommand count = source.CreateCommand("select count(*) from done");
        Assert.Equal(stands + 1L, await count.ExecuteScalarAsync(Test));
    }

    private static async Task EndAsync(WriteSession session, string end)
    {
        switch (end)
        {
            case "committed in one trip":
                await SendAsync(session.CommitAsync, Insert);
                break;
            case "committed after others":
                await SendAsync(session.FlushAsync, Insert);
                await SendAsync(session.CommitAsync, Insert);
                break;
            case "undone":
                await SendAsync(session.FlushAsync, Insert);
                await session.RollbackAsync();
                break;
            case "undone in part":
                await SendAsync(session.FlushAsync, Insert);
                await session.BeginNestedAsync(Test);
                await Assert.ThrowsAsync<PostgresException>(() => SendAsync(session.FlushAsync, Insert, Fails));
                await session.RollbackNestedAsync(Test);
                await session.CommitAsync(Test);
                break;
            case "not begun":
                session.Enqueue(new NpgsqlBatchCommand(Insert));
                break;
            case "left open":
                await SendAsync(session.FlushAsync, Insert);
                break;
            case "refused in one trip":
                await Assert.ThrowsAsync<PostgresException>(() => SendAsync(session.CommitAsync, Insert, Fails));
                break;
            case "refused before the commit":
                await SendAsync(session.FlushAsync, Insert);
                await Assert.ThrowsAsync<PostgresException>(() => SendAsync(session.CommitAsync, Fails));
                break;
            case "refused and undone":
                await Assert.ThrowsAsync<PostgresException>(() => SendAsync(session.FlushAsync, Insert, Fails));
                await session.RollbackAsync();
                break;
            case "refused and left open":
                await Assert.ThrowsAsync<PostgresException>(() => SendAsync(session.FlushAsync, Insert, Fails));
                break;
            case "cancelled":
                using (CancellationTokenSource leaving = new(TimeSpan.FromMilliseconds(50)))
                {
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(_ => session.CommitAsync(leaving.Token), Insert, "select pg_sleep(60)"));
                }

                break;
            case "lost":
                await Assert.ThrowsAnyAsync<NpgsqlException>(() => SendAsync(session.FlushAsync, Insert, "select pg_terminate_backend(pg_backend_pid())"));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(end), end, "No such end.");
        }

        Task SendAsync(Func<CancellationToken, Task> send, params string[] statements)
        {
            foreach (string statement in statements) session.Enqueue(new NpgsqlBatchCommand(statement));
            return send(Test);
        }
    }
}
