using System.IO.Compression;
using System.Text.Json;
using Npgsql;
using Platform.Runtime.Backup;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Secrets;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Tests.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Backup;

public sealed class BackupTests(PostgresServer server)
{
    private static readonly string[] NotInArchives = [.. CatalogTables.LeftOut];

    [Fact]
    public async Task A_restored_installation_is_the_one_that_was_backed_up_and_goes_on()
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant one = await FillAsync(source, "one");
        await source.AddTenantAsync("two");
        string archive = source.PathOf("all.zip");
        BackupManifest made = await source.BackupAsync(archive);
        Assert.Equal(["one", "two"], made.Tenants.Select(t => t.Slug));
        Assert.True(made.EncryptedValues > 0);

        await using Installation target = await Installation.CreateAsync(server, withKeysOf: source);
        await target.RestoreAsync(archive);

        Assert.Equal(await source.RowsAsync("platform", [.. NotInArchives, "outbox", "timers"]), await target.RowsAsync("platform", [.. NotInArchives, "outbox", "timers"]));
        const string Outbox = "SELECT coalesce(json_agg(json_build_array(tenant_id, topic, key, payload) ORDER BY id)::text, '') FROM platform.outbox";
        Assert.Equal(await source.ScalarAsync<string>(Outbox), await target.ScalarAsync<string>(Outbox));
        foreach (string schema in (string[])["t_one", "t_two"])
        {
            Assert.Equal(await source.RowsAsync(schema), await target.RowsAsync(schema));
            Assert.Equal(await source.ShapeAsync(schema), await target.ShapeAsync(schema));
        }

        Assert.Equal(0L, await target.ScalarAsync<long>("SELECT count(*) FROM platform.sessions"));
        string content = Assert.Single(target.Files.Contents(one.Id));
        Assert.Equal("内容", await File.ReadAllTextAsync(target.Files.PathOf(one.Id, content)));

        // Writing, numbering, publishing and going back to what was set aside work on.
        await target.WriteAsync(one.Id, "Invoice", WritingWorld.Input(("name", "After")));
        Assert.EndsWith("-0002", await target.ScalarAsync<string>("SELECT max(number) FROM t_one.invoice"), StringComparison.Ordinal);
        PublishedTenant restored = PublishedTenant.Of(target.DataSource, one.Id, "t_one");
        await restored.RollbackAsync(3, "DATA_LOSS");
        Assert.Equal("set aside", await target.ScalarAsync<string>("SELECT note FROM t_one.extra"));
    }

    [Fact]
    public async Task Keys_of_owners_out_of_an_archive_of_an_earlier_version_are_left_out()
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant one = await FillAsync(source, "one");
        string shape = await source.ShapeAsync("t_one");
        await one.ExecuteAsync("ALTER TABLE $S.campaign ADD CONSTRAINT fk_campaign_owner_id FOREIGN KEY (owner_id) REFERENCES $S.\"user\" (id) ON DELETE SET NULL");
        Assert.NotEqual(shape, await source.ShapeAsync("t_one"));
        string archive = source.PathOf("all.zip");
        await source.BackupAsync(archive);
        await using Installation target = await Installation.CreateAsync(server, withKeysOf: source);
        await target.RestoreAsync(archive);
        Assert.Equal(shape, await target.ShapeAsync("t_one"));
    }

    [Fact]
    public async Task Totals_of_stages_come_back_with_their_records_and_go_on_counting()
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant one = await FillAsync(source, "one");
        await one.PutAsync(
            """
            {"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"name","fields":[{"name":"name","label":"Name","type":"text"},{"name":"price","label":"Price","type":"decimal"},
              {"name":"stage","label":"Stage","type":"picklist","values":[{"value":"first","label":"First"},{"value":"second","label":"Second"}]}]}
            """,
            """{"kind":"pipeline","name":"deals","label":"Deals","object":"Deal","field":"stage","amountField":"price","keepTotals":true,"stages":[{"value":"first"},{"value":"second"}]}""");
        await source.WriteAsync(one.Id, "Deal", WritingWorld.Input(("name", "A"), ("price", 5m)), WritingWorld.Input(("name", "B"), ("price", 7m)));
        string archive = source.PathOf("all.zip");
        await source.BackupAsync(archive);

        await using Installation target = await Installation.CreateAsync(server, withKeysOf: source);
        await target.RestoreAsync(archive);
        Assert.Equal(await source.ShapeAsync("t_one"), await target.ShapeAsync("t_one"));
        await target.WriteAsync(one.Id, "Deal", WritingWorld.Input(("name", "C"), ("price", 8m)));
        await target.ExecuteAsync("UPDATE t_one.deal SET stage = 'second' WHERE name = 'A'");
        Assert.Equal("first 2 15.00, second 1 5.00", await target.ScalarAsync<string>(
            "SELECT string_agg(concat_ws(' ', stage, n, p), ', ' ORDER BY stage) FROM (SELECT stage, sum(_count) n, sum(_sum_0) p FROM t_one.totals___deal GROUP BY stage) t"));
    }

    [Fact]
    public async Task A_tenant_moves_into_another_installation_and_people_known_there_keep_their_sign_in()
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant one = await FillAsync(source, "one");
        await source.AddTenantAsync("two");
        string archive = source.PathOf("one.zip");
        Assert.Equal("one", Assert.Single((await source.BackupAsync(archive, "one")).Tenants).Slug);
        await Assert.ThrowsAsync<ProvisioningException>(() => source.BackupAsync(source.PathOf("none.zip"), "none"));

        await using Installation target = await Installation.CreateAsync(server, withKeysOf: source);
        PublishedTenant resident = await target.AddTenantAsync("resident");
        Guid known = await target.AddPersonAsync(resident.Id, "ANN@example.com", "the hash of here");
        SortedDictionary<string, string> before = await target.RowsAsync("t_resident");

        await target.RestoreAsync(archive);

        Assert.Equal(before, await target.RowsAsync("t_resident"));
        Assert.Equal(await source.RowsAsync("t_one"), await target.RowsAsync("t_one"));
        Assert.Equal(1L, await target.ScalarAsync<long>("SELECT count(*) FROM platform.identities WHERE normalized_email = 'ANN@EXAMPLE.COM' AND password_hash = 'the hash of here'"));
        Assert.Equal(known, await target.ScalarAsync<Guid>($"SELECT identity_id FROM platform.memberships m JOIN platform.identities i ON i.id = m.identity_id WHERE m.tenant_id = '{one.Id}' AND i.normalized_email = 'ANN@EXAMPLE.COM'"));
        Assert.Equal(2L, await target.ScalarAsync<long>($"SELECT count(*) FROM platform.memberships WHERE tenant_id = '{one.Id}'"));
        Assert.Equal("RESTORE_TENANT_EXISTS", (await Assert.ThrowsAsync<BackupException>(() => target.RestoreAsync(archive))).Code);
    }

    [Fact]
    public async Task A_whole_installation_is_never_restored_over_another()
    {
        await using Installation source = await Installation.CreateAsync(server);
        await FillAsync(source, "one");
        string archive = source.PathOf("all.zip");
        await source.BackupAsync(archive);
        Assert.Equal("BACKUP_EXISTS", (await Assert.ThrowsAsync<BackupException>(() => source.BackupAsync(archive))).Code);

        await using Installation target = await Installation.CreateAsync(server, withKeysOf: source);
        await target.AddTenantAsync("resident");
        SortedDictionary<string, string> before = await target.RowsAsync("platform");
        Assert.Equal("RESTORE_NOT_EMPTY", (await Assert.ThrowsAsync<BackupException>(() => target.RestoreAsync(archive))).Code);
        Assert.Equal(before, await target.RowsAsync("platform"));
    }

    [Fact]
    public async Task Without_the_keys_to_encrypted_values_nothing_is_restored_unless_that_is_wanted()
    {
        await using Installation source = await Installation.CreateAsync(server);
        await FillAsync(source, "one");
        string archive = source.PathOf("all.zip");
        await source.BackupAsync(archive);
        foreach (string key in source.Keys.Fingerprints.Values) Assert.DoesNotContain(key, await File.ReadAllTextAsync(source.PathOf(MasterKeys.FileName)), StringComparison.Ordinal);

        await using Installation target = await Installation.CreateAsync(server);
        Assert.Equal("BACKUP_KEYS_MISSING", (await Assert.ThrowsAsync<BackupException>(() => target.RestoreAsync(archive))).Code);
        await AssertEmptyAsync(target);
        await target.RestoreAsync(archive, withoutKeys: true);
        Assert.Equal(await source.RowsAsync("t_one"), await target.RowsAsync("t_one"));
    }

    [Fact]
    public async Task Secrets_ask_for_the_keys_as_well_and_are_not_set_where_these_are_not_there()
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant one = await source.AddTenantAsync("one");
        Assert.True(await new SecretStore(source.DataSource, source.Cipher, TimeProvider.System).SetAsync(one.Id, "signing", "a value", TimeSpan.Zero, null, CancellationToken.None));
        string archive = source.PathOf("all.zip");
        Assert.Equal(0, (await source.BackupAsync(archive)).EncryptedValues);

        await using Installation target = await Installation.CreateAsync(server);
        Assert.Equal("BACKUP_KEYS_MISSING", (await Assert.ThrowsAsync<BackupException>(() => target.RestoreAsync(archive))).Code);
        await target.RestoreAsync(archive, withoutKeys: true);
        Assert.Empty(await new SecretStore(target.DataSource, target.Cipher, TimeProvider.System).ListAsync(one.Id, CancellationToken.None));

        await using Installation keyed = await Installation.CreateAsync(server, withKeysOf: source);
        await keyed.RestoreAsync(archive, withoutKeys: true);
        Assert.Equal("a value", (await new SecretStore(keyed.DataSource, keyed.Cipher, TimeProvider.System).FindAsync(one.Id, "signing", CancellationToken.None))!.Current);
    }

    [Fact]
    public async Task An_archive_that_was_cut_off_or_damaged_restores_nothing()
    {
        await using Installation source = await Installation.CreateAsync(server);
        await FillAsync(source, "one");
        string archive = source.PathOf("all.zip");
        BackupManifest made = await source.BackupAsync(archive);
        await using Installation target = await Installation.CreateAsync(server, withKeysOf: source);

        byte[] whole = await File.ReadAllBytesAsync(archive);
        string part = source.PathOf("part.zip");
        foreach (int length in (int[])[0, 1, whole.Length / 2, whole.Length - 1])
        {
            await File.WriteAllBytesAsync(part, whole[..length]);
            Assert.Equal("BACKUP_UNREADABLE", (await Assert.ThrowsAsync<BackupException>(() => target.RestoreAsync(part))).Code);
        }

        // The last table, when everything before it is in place; and a file.
        foreach (string entry in (string[])[made.Tenants[0].Tables[^1].Entry, $"tenants/one/files/{made.Tenants[0].Files[0]}"])
        {
            File.Copy(archive, part, overwrite: true);
            await ReplaceAsync(part, entry);
            Assert.Equal("BACKUP_DAMAGED", (await Assert.ThrowsAsync<BackupException>(() => target.RestoreAsync(part))).Code);
            await AssertEmptyAsync(target);
        }
    }

    [Fact]
    public async Task A_restore_that_is_killed_near_its_end_leaves_nothing_and_can_be_run_again()
    {
        await using Installation source = await Installation.CreateAsync(server);
        await FillAsync(source, "one");
        await source.AddTenantAsync("two");
        string archive = source.PathOf("all.zip");
        await source.BackupAsync(archive);
        await using Installation target = await Installation.CreateAsync(server, withKeysOf: source);

        // Somebody is making a schema of the second tenant's name, so the restore waits when the first tenant is back.
        await using NpgsqlConnection other = await target.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction open = await other.BeginTransactionAsync();
        await using (NpgsqlCommand create = new("CREATE SCHEMA t_two", other)) await create.ExecuteNonQueryAsync();
        Task<BackupManifest> restoring = target.RestoreAsync(archive);
        await Eventually.HoldsAsync(
            async () => await target.ScalarAsync<long>(
                $"SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND {other.ProcessID} = ANY (pg_blocking_pids(pid))) AS killed") > 0,
            "the restore waits and is killed");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => restoring);
        await open.RollbackAsync();

        await AssertEmptyAsync(target);
        await target.RestoreAsync(archive);
        Assert.Equal(await source.RowsAsync("t_one"), await target.RowsAsync("t_one"));
    }

    [Fact]
    public async Task A_backup_taken_while_records_are_written_shows_one_moment()
    {
        await using Installation source = await Installation.CreateAsync(server);
        PublishedTenant one = await source.AddTenantAsync("one");
        using CancellationTokenSource stop = new();
        Task writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await source.WriteAsync(one.Id, "Campaign", [.. Enumerable.Range(0, 50).Select(n => WritingWorld.Input(("name", $"{n}")))]);
        });
        await Eventually.HoldsAsync(async () => await source.ScalarAsync<long>("SELECT count(*) FROM t_one.campaign") > 0, "records are being written");
        await source.BackupAsync(source.PathOf("moment.zip"));
        await stop.CancelAsync();
        await writing;

        await using Installation target = await Installation.CreateAsync(server, withKeysOf: source);
        await target.RestoreAsync(source.PathOf("moment.zip"));
        long records = await target.ScalarAsync<long>("SELECT count(*) FROM t_one.campaign");
        Assert.True(records > 0);
        Assert.Equal(0, records % 50);
        Assert.Equal(records, await target.ScalarAsync<long>("SELECT count(*) FROM t_one.history_entry"));
    }

    [Fact]
    public async Task What_the_platform_did_not_make_stops_a_backup_instead_of_being_lost()
    {
        await using Installation source = await Installation.CreateAsync(server);
        await source.AddTenantAsync("one");
        await source.ExecuteAsync("CREATE VIEW t_one.mine AS SELECT 1 AS x");
        Assert.Equal("BACKUP_FOREIGN_STORAGE", (await Assert.ThrowsAsync<BackupException>(() => source.BackupAsync(source.PathOf("a.zip")))).Code);
        Assert.Empty(Directory.GetFiles(source.Folder, "a.zip*"));
    }

    [Fact]
    public async Task Every_table_of_the_catalog_is_in_the_archive_or_left_out_on_purpose()
    {
        await using Installation source = await Installation.CreateAsync(server);
        string[] tables = await source.ScalarAsync<string[]>("SELECT array_agg(tablename::text ORDER BY tablename) FROM pg_tables WHERE schemaname = 'platform'");
        Assert.Equal(tables, CatalogTables.All.Select(t => t.Name).Concat(CatalogTables.LeftOut).Order(StringComparer.Ordinal));
    }

    /// <summary>A tenant with values at the edges of every type, links, history, deleted records, something set aside, people and a file.</summary>
    private static async Task<PublishedTenant> FillAsync(Installation source, string slug)
    {
        PublishedTenant tenant = await source.AddTenantAsync(slug);
        await tenant.PutAsync(Docs.Object("Extra", Docs.Field("note", "text")));
        foreach ((string field, string[] json) in FieldValueTests.Edges)
        {
            await source.WriteAsync(tenant.Id, "Sample", [.. json.Select(edge => WritingWorld.Input((field, JsonDocument.Parse(edge).RootElement)))]);
        }

        Guid[] campaigns = await source.WriteAsync(tenant.Id, "Campaign", WritingWorld.Input(("name", "C")), WritingWorld.Input(("name", "D")));
        await source.WriteAsync(tenant.Id, "Account", WritingWorld.Input(
            ("name", "光明"), ("secret", "秘密"), ("campaigns", WritingWorld.Input(("set", campaigns.Select(c => (object?)c.ToString()).ToList())))));
        await source.WriteAsync(tenant.Id, "Invoice", WritingWorld.Input(("name", "I")));
        await source.WriteAsync(tenant.Id, "Extra", WritingWorld.Input(("title", "E"), ("note", "set aside")));
        await source.ExecuteAsync($"UPDATE t_{slug}.campaign SET deleted_at = now() WHERE name = 'D'");
        await tenant.ApplyAsync([new PutDocument(Docs.Object("Extra"))], accept: ["DATA_LOSS"]);
        await source.AddPersonAsync(tenant.Id, "ann@example.com", "the hash of there");
        await source.AddPersonAsync(tenant.Id, "bob@example.com", "the hash of bob");
        await source.ExecuteAsync($"INSERT INTO platform.outbox (tenant_id, topic, key, payload) VALUES ('{tenant.Id}', 'mail', 'k', '{"{}"}')");
        await source.ExecuteAsync($"INSERT INTO platform.jobs (id, tenant_id, kind, payload) VALUES ('{Guid.CreateVersion7()}', '{tenant.Id}', 'test', '{"{}"}')");
        using MemoryStream content = new(System.Text.Encoding.UTF8.GetBytes("内容"));
        await source.Files.AddAsync(tenant.Id, content, 100, CancellationToken.None);
        return tenant;
    }

    private static async Task AssertEmptyAsync(Installation target)
    {
        Assert.Equal(0L, await target.ScalarAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 't\\_%'"));
        foreach ((string name, _) in CatalogTables.All) Assert.Equal(0L, await target.ScalarAsync<long>($"SELECT count(*) FROM platform.{name}"));
    }

    /// <summary>Another content of the same length.</summary>
    private static async Task ReplaceAsync(string archive, string entry)
    {
        using ZipArchive zip = ZipFile.Open(archive, ZipArchiveMode.Update);
        await using Stream content = zip.GetEntry(entry)!.Open();
        int first = content.ReadByte();
        content.Position = 0;
        content.WriteByte((byte)~first);
    }
}
