using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>A deploy that meets a table in use.</summary>
public sealed class BusyTableTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    [Fact]
    public async Task A_deploy_waits_for_a_long_reader_and_goes_on_when_it_ends()
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, "busyends");
        await tenant.PutAsync(Docs.Object("Deal"));
        await using NpgsqlConnection reader = await database.DataSource.OpenConnectionAsync();
        NpgsqlTransaction reading = await ReadAsync(reader, tenant);
        int pauses = 0;
        Hurry time = new(() =>
        {
            if (++pauses == 2) reading.Rollback();
        });
        PublishOutcome outcome = await PublisherOf(tenant, time).ApplyAsync(
            tenant.Request([new PutDocument(Docs.Object("Deal", Docs.Field("note", "text")))]), CancellationToken.None);
        Assert.Equal(3, Assert.IsType<Published>(outcome).State.Revision);
        Assert.True(pauses >= 2);
    }

    [Fact]
    public async Task A_deploy_that_waits_too_long_says_so_and_leaves_nothing_half_done()
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, "busystays");
        await tenant.PutAsync(Docs.Object("Deal"), Docs.Object("Account"));
        string storage = await Storage.DescribeAsync(tenant);
        await using NpgsqlConnection reader = await database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction reading = await ReadAsync(reader, tenant);

        // While the deploy pauses, others read and write the table: a waiting deploy does not hold them up.
        Hurry time = new(() => tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at) VALUES (gen_random_uuid(), 1, now(), now())").GetAwaiter().GetResult());
        PublishOutcome outcome = await PublisherOf(tenant, time).ApplyAsync(
            tenant.Request([new PutDocument(Docs.Object("Account", Docs.Field("first", "text"))), new PutDocument(Docs.Object("Deal", Docs.Field("note", "text")))]),
            CancellationToken.None);
        Assert.Equal(PublishCodes.TableBusy, Assert.IsType<PublishRefused>(outcome).Code);
        Assert.Equal(storage, await Storage.DescribeAsync(tenant));
        Assert.Equal(2, (await tenant.OnAnotherNode().Models.GetAsync(tenant.Id, CancellationToken.None))!.Revision);
        Assert.True(await tenant.ScalarAsync<long>("SELECT count(*) FROM $S.deal") > 1);
    }

    private static async Task<NpgsqlTransaction> ReadAsync(NpgsqlConnection connection, PublishedTenant tenant)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using NpgsqlCommand read = new($"SELECT count(*) FROM {tenant.Schema}.deal", connection);
        await read.ExecuteScalarAsync();
        return transaction;
    }

    private Publisher PublisherOf(PublishedTenant tenant, TimeProvider time) =>
        new(database.DataSource, tenant.Models, time, NullLogger<Publisher>.Instance);

    /// <summary>A clock on which five seconds pass at each look, and pauses are over at once.</summary>
    private sealed class Hurry(Action paused) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _now, 5);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            paused();
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
