using System.Security.Cryptography;
using Platform.Runtime.Reading;
using Platform.Runtime.Secrets;
using Platform.Runtime.Tests.Backup;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

public sealed class KeyRotationTests(PostgresServer server)
{
    [Fact]
    public async Task After_a_rotation_every_value_is_under_the_new_key_and_readable_by_a_host_that_runs()
    {
        await using Installation installation = await Installation.CreateAsync(server);
        PublishedTenant tenant = await installation.AddTenantAsync("one");
        Guid[] accounts = await installation.WriteAsync(
            tenant.Id, "Account", [.. Enumerable.Range(0, 1200).Select(n => WritingWorld.Input(("name", $"{n}"), ("secret", $"秘密 {n}")))]);
        await installation.ExecuteAsync("UPDATE t_one.account SET secret = NULL WHERE name = '7'");
        long versions = await installation.ScalarAsync<long>("SELECT sum(version)::bigint FROM t_one.account");

        // The operator's process; the installation's own keys and cipher are those of a host that goes on running.
        MasterKeys keys = MasterKeys.Open(installation.Folder);
        keys.Rotate();
        KeyRotation rotation = new(installation.DataSource, installation.Models, new FieldCipher(keys), keys);
        Assert.Equal(1199, await rotation.EncryptAnewAsync(CancellationToken.None));
        Assert.Equal(0, await rotation.EncryptAnewAsync(CancellationToken.None));

        Assert.Equal(0L, await installation.ScalarAsync<long>("SELECT count(*) FROM t_one.account WHERE substring(secret FROM 2 FOR 4) <> '\\x00000002'"));
        byte[] stored = await installation.ScalarAsync<byte[]>("SELECT secret FROM t_one.account WHERE name = '42'");
        Assert.Equal("秘密 42", installation.Cipher.Decrypt(stored, new CipherPlace(tenant.Id, "Account", "secret", accounts[42])));
        Assert.Equal(versions, await installation.ScalarAsync<long>("SELECT sum(version)::bigint FROM t_one.account"));
        // From then on the host encrypts under the new key as well.
        Assert.Equal(2, installation.Keys.CurrentVersion);
    }

    [Fact]
    public async Task What_cannot_be_read_stays_as_it_is_counts_as_blank_and_stops_nothing()
    {
        await using Installation installation = await Installation.CreateAsync(server);
        PublishedTenant tenant = await installation.AddTenantAsync("one");
        await installation.WriteAsync(tenant.Id, "Account", [.. Enumerable.Range(0, 3).Select(n => WritingWorld.Input(("name", $"{n}"), ("secret", $"秘密 {n}")))]);
        SecretStore secrets = new(installation.DataSource, installation.Cipher, TimeProvider.System);
        foreach (string name in (string[])["good", "bad"]) Assert.True(await secrets.SetAsync(tenant.Id, name, "a value", TimeSpan.Zero, null, CancellationToken.None));
        await installation.ExecuteAsync("UPDATE t_one.account SET secret = (SELECT secret FROM t_one.account WHERE name = '0') WHERE name = '1'");
        await installation.ExecuteAsync("UPDATE platform.secrets SET value = (SELECT value FROM platform.secrets WHERE name = 'good') WHERE name = 'bad'");

        MasterKeys keys = MasterKeys.Open(installation.Folder);
        keys.Rotate();
        KeyRotation rotation = new(installation.DataSource, installation.Models, new FieldCipher(keys), keys);
        Assert.Equal(3, await rotation.EncryptAnewAsync(CancellationToken.None));
        Assert.Null(await secrets.FindAsync(tenant.Id, "bad", CancellationToken.None));
        Assert.NotNull(await secrets.FindAsync(tenant.Id, "good", CancellationToken.None));

        // The bytes are in the database and not in the answer: a list that holds one of them is answered all the same.
        Guid record = await installation.ScalarAsync<Guid>("SELECT id FROM t_one.account WHERE name = '1'");
        byte[] stored = await installation.ScalarAsync<byte[]>("SELECT secret FROM t_one.account WHERE name = '1'");
        string json = $"[\"m|Account|secret|{record}|{Convert.ToHexString(stored)}\"]";
        Assert.Equal("[null]", new EncryptedValues(new FieldCipher(keys)).Reveal(json, "m", tenant.Id));
    }

    [Fact]
    public async Task A_value_under_a_key_that_is_not_there_is_told_and_not_guessed()
    {
        await using Installation installation = await Installation.CreateAsync(server);
        MasterKeys keys = MasterKeys.Open(installation.Folder);
        CipherPlace place = new(Guid.CreateVersion7(), "Account", "secret", Guid.CreateVersion7());
        keys.Rotate();
        byte[] stored = new FieldCipher(keys).Encrypt("x", place);
        await using Installation other = await Installation.CreateAsync(server);
        Assert.Throws<CryptographicException>(() => other.Cipher.Decrypt(stored, place));
    }
}
