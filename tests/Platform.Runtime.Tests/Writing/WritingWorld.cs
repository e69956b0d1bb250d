using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Reading;
using Platform.Runtime.Catalog;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>A database with two tenants of the same model, users of several roles, and the writer under test.</summary>
public sealed class WritingWorld(PostgresServer server) : IAsyncLifetime
{
    private const string Template = "writing";
    private static readonly string[] Schemas = ["t_one", "t_two"];
    private readonly string _keys = Directory.CreateTempSubdirectory("platform-writing-").FullName;
    private TestDatabase? _database;

    public static TenantModel Model { get; } = Compile();

    /// <summary>An administrator, and users Ann and Bob who see what they own.</summary>
    public RecordCaller Admin { get; } = Caller("t_one", Guid.CreateVersion7(), "administrator");

    public RecordCaller Ann { get; } = Caller("t_one", Guid.CreateVersion7(), "sales");

    public RecordCaller Bob { get; } = Caller("t_one", Guid.CreateVersion7(), "sales");

    public RecordCaller Reader { get; } = Caller("t_one", Guid.CreateVersion7(), "reader");

    /// <summary>The administrator of another tenant.</summary>
    public RecordCaller Stranger { get; } = Caller("t_two", Guid.CreateVersion7(), "administrator") with { TenantId = Guid.CreateVersion7() };

    public TestDatabase Database => _database!;

    public NpgsqlDataSource DataSource => Database.DataSource;

    public FieldCipher Cipher { get; private set; } = null!;

    public RecordWriter Writer { get; private set; } = null!;

    private static readonly Guid Tenant = Guid.CreateVersion7();

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync(Template, async source =>
        {
            await CatalogMigrator.MigrateAsync(source);
            foreach (string schema in Schemas) await PublishedTables.CreateAsync(source, Model, schema);
        });
        Cipher = new FieldCipher(MasterKeys.Open(_keys));
        Writer = new RecordWriter(DataSource, Cipher, new WriteOptions());
        foreach (RecordCaller caller in new[] { Admin, Ann, Bob, Reader, Stranger })
        {
            await ExecuteAsync(
                $"insert into {caller.Schema}.\"user\" (id, version, created_at, updated_at, name, email, active) values ($1, 1, now(), now(), $2, $3, true)",
                caller.UserId, "User " + caller.Permissions.Key, $"{caller.UserId:N}@example.com");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    public static RecordCaller Caller(string schema, Guid user, params string[] roles) =>
        new(Tenant, schema, Model, PermissionCompiler.Compile(Model, roles), user) { TenantTimeZone = "UTC" };

    public Task<WriteOutcome> WriteAsync(RecordCaller caller, string target, MutationKind kind, params (string Name, object? Value)[] arguments) =>
        WriteAsync(Writer, caller, target, kind, null, arguments);

    public static Task<WriteOutcome> WriteAsync(
        IRecordWriter writer, RecordCaller caller, string target, MutationKind kind, BoundStatement? targets, params (string Name, object? Value)[] arguments) =>
        writer.WriteAsync(
            new PlannedMutation
            {
                ResponseName = "m",
                Object = Model.Object(target),
                Kind = kind,
                Arguments = arguments.ToDictionary(a => a.Name, a => a.Value),
                Targets = targets,
                SelectsRecords = true,
            },
            caller,
            Ids(caller, target),
            TestContext.Current.CancellationToken);

    /// <summary>Creates a record that must be accepted, and gives its id.</summary>
    public async Task<Guid> CreateAsync(RecordCaller caller, string target, params (string Name, object? Value)[] fields)
    {
        WriteOutcome outcome = await WriteAsync(caller, target, MutationKind.Create, ("input", Input(fields)));
        Assert.Null(outcome.Refusal is { } refusal ? string.Join('\n', refusal.Problems.Select(p => p.ToString()).Prepend(refusal.Message)) : null);
        return Guid.Parse(outcome.Records[0]!);
    }

    public Task<WriteOutcome> UpdateAsync(RecordCaller caller, string target, Guid id, params (string Name, object? Value)[] fields) =>
        WriteAsync(caller, target, MutationKind.Update, ("id", id.ToString()), ("input", Input(fields)));

    public static IReadOnlyDictionary<string, object?> Input(params (string Name, object? Value)[] fields) =>
        fields.ToDictionary(f => f.Name, f => f.Value);

    /// <summary>A canonical value as it is stored.</summary>
    public async Task<object?> ReadAsync(RecordCaller caller, string target, Guid id, string field)
    {
        FieldModel model = Model.Object(target).Field(field);
        await using NpgsqlCommand command = DataSource.CreateCommand(
            $"select {string.Join(", ", model.Columns.Select(c => SqlIdentifier.Quote(c.Name)))} from {caller.Schema}.{SqlIdentifier.Quote(Model.Object(target).Table)} where id = $1");
        command.Parameters.AddWithValue(id);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        int at = 0;
        return Platform.Runtime.Writing.Statements.ColumnReader.Read(reader, RecordLayout.Of(Model.Object(target))[field], ref at);
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(sql);
        foreach (object parameter in parameters) command.Parameters.AddWithValue(parameter);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(sql);
        foreach (object parameter in parameters) command.Parameters.AddWithValue(parameter);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A projection whose "JSON" is the record's id.</summary>
    private static RecordProjection Ids(RecordCaller caller, string target) => new(ids => new BoundStatement(
        $"select i.n, t.id::text from unnest($1) with ordinality as i (id, n) join {caller.Schema}.{SqlIdentifier.Quote(Model.Object(target).Table)} t on t.id = i.id",
        [(SqlType.Uuid.Array, ids)]));

    private static TenantModel Compile()
    {
        IEnumerable<SourceDocument> documents = WritingDocuments.All.Select(text =>
        {
            ReadResult read = DocumentReader.Read(WritingDocuments.Json(text));
            Assert.Empty(read.Diagnostics.Select(d => d.ToString()));
            return read.Document!;
        });
        Platform.Metadata.Compilation.Compilation compiled = ModelCompiler.Compile(documents);
        return compiled.Model ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
    }
}
