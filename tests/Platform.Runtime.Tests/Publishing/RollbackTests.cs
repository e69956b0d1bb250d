using Platform.Metadata.Hazards;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>What comes back with a rollback, and what becomes of values written in between; <see cref="HistoryPropertyTests"/> tries it at random.</summary>
public sealed class RollbackTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private static readonly string[] Conversions = [HazardCodes.CannotConvert, HazardCodes.LossyConversion];

    private static int s_tenants;

    private Task<PublishedTenant> TenantAsync() =>
        PublishedTenant.CreateAsync(database.DataSource, $"roll{Interlocked.Increment(ref s_tenants)}");

    [Fact]
    public async Task A_value_is_converted_straight_from_the_type_in_which_it_was_written()
    {
        PublishedTenant tenant = await TenantAsync();
        await PutAsync(tenant, "text");
        await InsertAsync(tenant, ("a", "'007'"), ("b", "'many'"), ("c", "'5'"));
        await PutAsync(tenant, "integer");
        await tenant.ExecuteAsync("UPDATE $S.deal SET size = 6 WHERE title = 'c'");
        await PutAsync(tenant, "decimal");
        await tenant.ExecuteAsync("UPDATE $S.deal SET size = 8.50 WHERE title = 'b'");
        await InsertAsync(tenant, ("d", "0.25"));
        await tenant.RollbackAsync(2);
        Assert.Equal("007,8.5,6,0.25", await SizesAsync(tenant));

        // And forward again: what has no form in whole numbers is blank, what was not written since is as it was.
        await tenant.RollbackAsync(3, Conversions);
        Assert.Equal("7,,6,", await SizesAsync(tenant));
        await tenant.RollbackAsync(4, Conversions);
        Assert.Equal("7.00,8.50,6.00,0.25", await SizesAsync(tenant));
    }

    [Fact]
    public async Task Fields_of_several_columns_return_and_take_what_was_written_since()
    {
        PublishedTenant tenant = await TenantAsync();
        await PutAsync(tenant, "address");
        await tenant.ExecuteAsync("""
            INSERT INTO $S.deal (id, version, created_at, updated_at, title, size_street, size_city) VALUES
                (gen_random_uuid(), 1, now(), now(), 'a', 'High Street', 'York'), (gen_random_uuid(), 1, now(), now(), 'b', 'Low Street', 'Leeds')
            """);
        await PutAsync(tenant, "text");
        Assert.Equal("High Street, York,Low Street, Leeds", await SizesAsync(tenant));
        await tenant.ExecuteAsync("UPDATE $S.deal SET size = 'Elsewhere' WHERE title = 'b'");
        await tenant.RollbackAsync(2);
        Assert.Equal(
            """[{"title":"a","size_street":"High Street","size_city":"York"}, """ + "\n " + """{"title":"b","size_street":"Elsewhere","size_city":null}]""",
            await tenant.RowsAsync("SELECT title, size_street, size_city FROM $S.deal ORDER BY title"));
    }

    [Fact]
    public async Task A_choice_keeps_to_its_value_where_another_is_called_so()
    {
        PublishedTenant tenant = await TenantAsync();
        const string Crossed = "\"values\":[{\"value\":\"x\",\"label\":\"Y\"},{\"value\":\"y\",\"label\":\"X\"}]";
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("size", "picklist", Crossed)));
        await InsertAsync(tenant, ("a", "'x'"), ("b", "'y'"));
        await PutAsync(tenant, "text");
        await tenant.RollbackAsync(2);
        Assert.Equal("x,y", await SizesAsync(tenant));
    }

    [Fact]
    public async Task A_reference_survives_the_renaming_and_removal_of_what_it_points_to()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Account"), Docs.Object("Deal", Docs.Field("account", "lookup", "\"target\":\"Account\"")));
        await tenant.ExecuteAsync("""
            INSERT INTO $S.account (id, version, created_at, updated_at, title) VALUES ('00000000-0000-7000-8000-000000000001', 1, now(), now(), 'one');
            INSERT INTO $S.deal (id, version, created_at, updated_at, title, account_id) VALUES (gen_random_uuid(), 1, now(), now(), 'a', '00000000-0000-7000-8000-000000000001')
            """);

        // Another object takes the name while this one is away.
        await tenant.ApplyAsync([new PutDocument(Docs.Object("Deal")), new RemoveDocument("object", "Account")], [HazardCodes.DataLoss]);
        await tenant.PutAsync(Docs.Of("Account", "\"id\":\"Customer\","));
        await tenant.RollbackAsync(2, HazardCodes.DataLoss);
        Assert.Equal("one", await tenant.ScalarAsync<string>("SELECT a.title FROM $S.deal d JOIN $S.account a ON a.id = d.account_id"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => tenant.ExecuteAsync("UPDATE $S.deal SET account_id = gen_random_uuid()"));
    }

    [Fact]
    public async Task After_a_purge_a_rollback_converts_what_is_there()
    {
        PublishedTenant tenant = await TenantAsync();
        await PutAsync(tenant, "text");
        await InsertAsync(tenant, ("a", "'007'"), ("b", "'many'"));
        Published retyped = await PutAsync(tenant, "integer");
        Assert.Equal(2, await new SetAsidePurge(database.DataSource).PurgeAsync(retyped.State, 3, CancellationToken.None));
        Assert.Equal(0L, await tenant.ScalarAsync<long>(
            "SELECT count(*) FROM pg_attribute WHERE attrelid = '$S.deal'::regclass AND attname LIKE 'dropped\\_%' AND NOT attisdropped"));
        await tenant.RollbackAsync(2);
        Assert.Equal("7,", await SizesAsync(tenant));
    }

    private static Task<Published> PutAsync(PublishedTenant tenant, string type) =>
        tenant.ApplyAsync([new PutDocument(Docs.Object("Deal", Docs.Field("size", type)))], Conversions);

    private static Task InsertAsync(PublishedTenant tenant, params (string Title, string Size)[] records) => tenant.ExecuteAsync(
        "INSERT INTO $S.deal (id, version, created_at, updated_at, title, size) VALUES "
        + string.Join(", ", records.Select(r => $"(gen_random_uuid(), 1, now(), now(), '{r.Title}', {r.Size})")));

    private static Task<string> SizesAsync(PublishedTenant tenant) =>
        tenant.ScalarAsync<string>("SELECT string_agg(coalesce(size::text, ''), ',' ORDER BY title) FROM $S.deal");
}
