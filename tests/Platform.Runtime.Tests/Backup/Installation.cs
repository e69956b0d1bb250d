using System.Text.Json;
using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Backup;
using Platform.Runtime.Files;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Tests.Writing;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Backup;

/// <summary>An installation without a host: a database and a data directory.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private Installation(TestDatabase database, string? keysOf)
    {
        Database = database;
        Folder = Directory.CreateTempSubdirectory("platform-installation-").FullName;
        if (keysOf is not null) File.Copy(Path.Combine(keysOf, MasterKeys.FileName), Path.Combine(Folder, MasterKeys.FileName));
        Keys = MasterKeys.Open(Folder);
        Cipher = new FieldCipher(Keys);
        Files = new ContentStore(Path.Combine(Folder, "files"));
        Models = new TenantModels(database.DataSource);
    }

    public TestDatabase Database { get; }

    public string Folder { get; }

    public MasterKeys Keys { get; }

    public FieldCipher Cipher { get; }

    public ContentStore Files { get; }

    public TenantModels Models { get; }

    public NpgsqlDataSource DataSource => Database.DataSource;

    public static async Task<Installation> CreateAsync(PostgresServer server, Installation? withKeysOf = null) =>
        new(await CatalogDatabase.CreateAsync(server), withKeysOf?.Folder);

    public string PathOf(string name) => Path.Combine(Folder, name);

    public Task<BackupManifest> BackupAsync(string path, string? tenant = null) =>
        new BackupWriter(DataSource, Files, Keys, TimeProvider.System).WriteAsync(path, tenant, TestContext.Current.CancellationToken);

    public Task<BackupManifest> RestoreAsync(string path, bool withoutKeys = false) =>
        new BackupRestorer(DataSource, Files, Keys).RestoreAsync(path, withoutKeys, TestContext.Current.CancellationToken);

    /// <summary>A tenant with objects of every field type.</summary>
    public async Task<PublishedTenant> AddTenantAsync(string slug)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(DataSource, slug);
        await tenant.PutAsync([.. WritingDocuments.All.Select(text => WritingDocuments.Json(text))]);
        return tenant;
    }

    /// <summary>Writes records as an administrator who has a record of <c>User</c>.</summary>
    public async Task<Guid[]> WriteAsync(Guid tenantId, string target, params IReadOnlyDictionary<string, object?>[] inputs)
    {
        TenantState state = (await Models.GetAsync(tenantId, TestContext.Current.CancellationToken))!;
        ObjectModel owner = state.Model.Object(target);
        RecordCaller caller = new(tenantId, state.Schema, state.Model, PermissionCompiler.ForPlatform(state.Model), await UserAsync(state)) { TenantTimeZone = "UTC" };
        Guid[] ids = [];
        RecordProjection projection = new(written =>
        {
            ids = written;
            return new BoundStatement("select 1::bigint, ''", []);
        });
        PlannedMutation mutation = new()
        {
            ResponseName = "m",
            Object = owner,
            Kind = MutationKind.CreateMany,
            SelectsRecords = true,
            Arguments = new Dictionary<string, object?> { ["inputs"] = inputs.Cast<object?>().ToList() },
        };
        WriteOutcome outcome = await new RecordWriter(DataSource, Cipher, new WriteOptions()).WriteAsync(mutation, caller, projection, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal is { } refusal ? string.Join('\n', refusal.Problems.Select(p => p.ToString()).Prepend(refusal.Message)) : null);
        return ids;
    }

    /// <summary>A person who can sign in to a tenant.</summary>
    public async Task<Guid> AddPersonAsync(Guid tenantId, string email, string passwordHash)
    {
        Guid identity = Guid.CreateVersion7(), membership = Guid.CreateVersion7();
        await ExecuteAsync(
            $"""
            INSERT INTO platform.identities (id, display_name, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash,
                phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            VALUES ('{identity}', '{email}', '{email}', upper('{email}'), '{email}', upper('{email}'), false, '{passwordHash}', false, false, true, 0);
            INSERT INTO platform.memberships (id, identity_id, tenant_id, user_id, roles, status) VALUES ('{membership}', '{identity}', '{tenantId}', '{Guid.CreateVersion7()}', '{"{administrator}"}', 'active');
            INSERT INTO platform.api_keys (id, key_hash, prefix, name, membership_id, roles) VALUES ('{Guid.CreateVersion7()}', sha256('{email}'), 'pak_abcdef', 'key', '{membership}', '{"{reader}"}');
            INSERT INTO platform.sessions (id, token_hash, membership_id, expires_at) VALUES ('{Guid.CreateVersion7()}', sha256('{email}'), '{membership}', 'infinity')
            """);
        return identity;
    }

    /// <summary>Every row of a schema's tables as text, by table.</summary>
    public async Task<SortedDictionary<string, string>> RowsAsync(string schema, params string[] without)
    {
        SortedDictionary<string, string> rows = new(StringComparer.Ordinal);
        string[] tables = await ScalarAsync<string[]>($"SELECT coalesce(array_agg(tablename::text), '{"{}"}') FROM pg_tables WHERE schemaname = '{schema}'");
        foreach (string table in tables.Except(without))
        {
            rows.Add(table, await ScalarAsync<string>(
                $"SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM {SqlIdentifier.Quote(schema)}.{SqlIdentifier.Quote(table)} t"));
        }

        return rows;
    }

    /// <summary>How a schema's tables were made.</summary>
    public async Task<string> ShapeAsync(string schema)
    {
        await using NpgsqlConnection connection = await DataSource.OpenConnectionAsync();
        return JsonSerializer.Serialize(await TableReader.ReadAsync(connection, schema, CancellationToken.None), Indented);
    }

    public async Task ExecuteAsync(string statement)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string query)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(query);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<Guid> UserAsync(TenantState state)
    {
        await using NpgsqlCommand read = DataSource.CreateCommand($"SELECT id FROM {state.Schema}.\"user\" LIMIT 1");
        if (await read.ExecuteScalarAsync() is Guid known) return known;
        Guid id = Guid.CreateVersion7();
        await ExecuteAsync(
            $"INSERT INTO {state.Schema}.\"user\" (id, version, created_at, updated_at, name, email, active) VALUES ('{id}', 1, now(), now(), '王芳', 'u@example.com', true)");
        return id;
    }
}
