using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>Foreign keys of owners that an earlier version of the platform made.</summary>
public sealed class FormerOwnerKeyTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    [Fact]
    public async Task They_go_where_tables_are_free_and_later_where_they_are_not_and_no_other_key_does()
    {
        PublishedTenant busy = await FormerAsync("ownersbusy"), free = await FormerAsync("ownersfree");
        Assert.Equal((2, 2), (await OwnerKeysAsync(busy), await OwnerKeysAsync(free)));
        long others = await KeysAsync(free) - 2;

        // A backup or a long report.
        await using NpgsqlConnection reader = await database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction reading = await reader.BeginTransactionAsync();
        await using (NpgsqlCommand read = new($"SELECT count(*) FROM {busy.Schema}.deal", reader)) await read.ExecuteScalarAsync();
        Assert.False(await KeysOf().RunAsync(CancellationToken.None));
        Assert.Equal((2, 0, others), (await OwnerKeysAsync(busy), await OwnerKeysAsync(free), await KeysAsync(free)));
        await reading.CommitAsync();

        // Two nodes at once.
        await Task.WhenAll(KeysOf().RunAsync(CancellationToken.None), KeysOf().RunAsync(CancellationToken.None));
        Assert.True(await KeysOf().RunAsync(CancellationToken.None));
        Assert.Equal((0, others), (await OwnerKeysAsync(busy), await KeysAsync(busy)));
    }

    private FormerOwnerKeys KeysOf() => new(database.DataSource, TimeProvider.System, NullLogger<FormerOwnerKeys>.Instance);

    private async Task<PublishedTenant> FormerAsync(string slug)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, slug);
        await tenant.PutAsync(
            Docs.Object("Deal", Docs.Field("code", "text")), Docs.Object("Offer", Docs.Field("deal", "lookup", "\"target\":\"Deal\""), Docs.Field("keeper", "lookup", "\"target\":\"User\"")));
        foreach (string table in (string[])["deal", "offer"]) await tenant.ExecuteAsync($"ALTER TABLE $S.{table} ADD CONSTRAINT fk_{table}_owner_id FOREIGN KEY (owner_id) REFERENCES $S.\"user\" (id) ON DELETE SET NULL");
        return tenant;
    }

    private static Task<long> OwnerKeysAsync(PublishedTenant tenant) =>
        tenant.ScalarAsync<long>($"SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = '{tenant.Schema}'::regnamespace AND conname LIKE '%owner_id'");

    private static Task<long> KeysAsync(PublishedTenant tenant) =>
        tenant.ScalarAsync<long>($"SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = '{tenant.Schema}'::regnamespace");
}
