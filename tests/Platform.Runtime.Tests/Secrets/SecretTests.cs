using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Secrets;
using Platform.Runtime.Tests.Backup;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Secrets;

/// <summary>Secrets of tenants: set, replaced, used, never shown.</summary>
public sealed class SecretTests(PostgresServer server)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_secret_is_kept_encrypted_and_a_replaced_value_counts_for_a_while()
    {
        await using Installation installation = await Installation.CreateAsync(server);
        PublishedTenant one = await installation.AddTenantAsync("one"), two = await installation.AddTenantAsync("two");
        SetTime time = new(DateTimeOffset.UtcNow);
        SecretStore store = new(installation.DataSource, installation.Cipher, time);
        Assert.Null(await store.FindAsync(one.Id, "erp", CancellationToken.None));
        await store.SetAsync(one.Id, "erp", "first 秘密", Day, null, CancellationToken.None);
        await store.SetAsync(two.Id, "erp", "other", Day, null, CancellationToken.None);
        Assert.Equal(new SecretValue("first 秘密", null), await store.FindAsync(one.Id, "erp", CancellationToken.None));
        await store.SetAsync(one.Id, "erp", "second", Day, null, CancellationToken.None);
        Assert.Equal(new SecretValue("second", "first 秘密"), await store.FindAsync(one.Id, "erp", CancellationToken.None));
        time.Pass(Day);
        Assert.Equal(new SecretValue("second", null), await store.FindAsync(one.Id, "erp", CancellationToken.None));
        await store.SetAsync(one.Id, "erp", "third", TimeSpan.Zero, null, CancellationToken.None);
        Assert.Equal(new SecretValue("third", null), await store.FindAsync(one.Id, "erp", CancellationToken.None));
        Assert.Equal("other", (await store.FindAsync(two.Id, "erp", CancellationToken.None))!.Current);
        Assert.Equal(0L, await installation.ScalarAsync<long>("SELECT count(*) FROM platform.secrets WHERE position('third'::bytea IN value) > 0"));

        // A value cannot be moved to another name or tenant: there it is as one that is not set.
        await installation.ExecuteAsync($"UPDATE platform.secrets SET value = (SELECT value FROM platform.secrets WHERE tenant_id = '{two.Id}') WHERE tenant_id = '{one.Id}'");
        time.Pass(Day);
        Assert.Null(await store.FindAsync(one.Id, "erp", CancellationToken.None));
        Assert.True(await store.RemoveAsync(one.Id, "erp", CancellationToken.None));
        Assert.Null(await store.FindAsync(one.Id, "erp", CancellationToken.None));
    }

    [Fact]
    public async Task A_rotation_of_the_master_key_encrypts_secrets_anew()
    {
        await using Installation installation = await Installation.CreateAsync(server);
        PublishedTenant tenant = await installation.AddTenantAsync("one");
        SecretStore store = new(installation.DataSource, installation.Cipher, TimeProvider.System);
        await store.SetAsync(tenant.Id, "a", "before", Day, null, CancellationToken.None);
        await store.SetAsync(tenant.Id, "a", "now", Day, null, CancellationToken.None);
        MasterKeys keys = MasterKeys.Open(installation.Folder);
        keys.Rotate();
        KeyRotation rotation = new(installation.DataSource, installation.Models, new FieldCipher(keys), keys);
        Assert.Equal(1, await rotation.EncryptAnewAsync(CancellationToken.None));
        Assert.Equal(0, await rotation.EncryptAnewAsync(CancellationToken.None));
        Assert.Equal(1L, await installation.ScalarAsync<long>(
            "SELECT count(*) FROM platform.secrets WHERE substring(value FROM 2 FOR 4) = '\\x00000002' AND substring(previous FROM 2 FOR 4) = '\\x00000002'"));
        SecretStore fresh = new(installation.DataSource, installation.Cipher, TimeProvider.System);
        Assert.Equal(new SecretValue("now", "before"), await fresh.FindAsync(tenant.Id, "a", CancellationToken.None));
    }

    [Fact]
    public async Task Names_and_values_have_a_form_and_a_tenant_has_so_many()
    {
        await using Installation installation = await Installation.CreateAsync(server);
        PublishedTenant tenant = await installation.AddTenantAsync("one");
        SecretStore store = new(installation.DataSource, installation.Cipher, TimeProvider.System);
        (string Name, string Value)[] wrong =
        [
            ("", "x"), ("a b", "x"), ("1a", "x"), (new string('a', 61), "x"), ("a", ""), ("a", new string('x', 4001)), ("a", "\uD83D"), ("a", "whsec_"), ("a", "whsec_AAAA"), ("a", "whsec_!"),
        ];
        foreach ((string name, string value) in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => store.SetAsync(tenant.Id, name, value, Day, null, CancellationToken.None));
        }

        await installation.ExecuteAsync($"INSERT INTO platform.secrets (tenant_id, name, value, set_at) SELECT '{tenant.Id}', 's' || n, 'x', now() FROM generate_series(1, 500) AS n");
        Assert.False(await store.SetAsync(tenant.Id, "more", "x", Day, null, CancellationToken.None));
        Assert.True(await store.SetAsync(tenant.Id, "s7", "x", Day, null, CancellationToken.None));
        string made = SecretStore.Generate();
        Assert.Equal(32, SecretStore.KeyOf(made).Length);
        Assert.Equal("abc"u8.ToArray(), SecretStore.KeyOf("abc"));
    }
}

/// <summary>Secrets over the design-time API.</summary>
public sealed class SecretHttpTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Secrets_are_set_listed_and_removed_but_no_answer_has_a_value_that_somebody_gave()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        string set = await AskAsync(client, "mutation { setSecret(name: \"erp\", value: \"tell nobody\") { secret { name setBy previousUntil } generated } }");
        Assert.DoesNotContain("tell nobody", set, StringComparison.Ordinal);
        Assert.Contains("\"generated\":null", set, StringComparison.Ordinal);
        string made = await AskAsync(client, "mutation { setSecret(name: \"erp\") { secret { previousUntil } generated } }");
        Assert.Contains("\"generated\":\"whsec_", made, StringComparison.Ordinal);
        string list = await AskAsync(client, "{ secrets { name setAt previousUntil } }");
        Assert.DoesNotContain("whsec_", list, StringComparison.Ordinal);
        Assert.DoesNotContain("\"previousUntil\":null", list, StringComparison.Ordinal);
        Assert.Contains("ARGUMENT_INVALID", await AskAsync(client, "mutation { setSecret(name: \"a b\", value: \"x\") { generated } }"), StringComparison.Ordinal);
        Assert.Contains("true", await AskAsync(client, "mutation { removeSecret(name: \"erp\") }"), StringComparison.Ordinal);
        Assert.Contains("false", await AskAsync(client, "mutation { removeSecret(name: \"erp\") }"), StringComparison.Ordinal);
        Assert.NotNull(host.Services.GetRequiredService<SecretStore>());
    }

    private static async Task<string> AskAsync(HttpClient client, string query)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/metadata", new { query });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetRawText();
    }
}
