using System.Globalization;
using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Compilation;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Reading;
using Platform.Runtime.Catalog;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing.Rollups;

/// <summary>A database with the objects of <see cref="RollupDocuments"/>, and the writer under test.</summary>
public sealed class RollupWorld(PostgresServer server) : IAsyncLifetime
{
    private const string Schema = "t_rollups";
    private readonly string _keys = Directory.CreateTempSubdirectory("platform-rollups-").FullName;
    private TestDatabase? _database;

    public static TenantModel Model { get; } = Compile();

    public RecordCaller Admin { get; } = new(Guid.CreateVersion7(), Schema, Model, PermissionCompiler.Compile(Model, ["administrator"]), Guid.CreateVersion7()) { TenantTimeZone = "UTC" };

    public NpgsqlDataSource DataSource => _database!.DataSource;

    public RecordWriter Writer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync("rollups", async source =>
        {
            await CatalogMigrator.MigrateAsync(source);
            await PublishedTables.CreateAsync(source, Model, Schema);
        });
        await using NpgsqlCommand user = DataSource.CreateCommand(
            $"insert into {Schema}.\"user\" (id, version, created_at, updated_at, name, email, active) values ($1, 1, now(), now(), 'Admin', 'admin@example.com', true)");
        user.Parameters.AddWithValue(Admin.UserId);
        await user.ExecuteNonQueryAsync();
        Writer = new RecordWriter(DataSource, new FieldCipher(MasterKeys.Open(_keys)), new WriteOptions());
    }

    public async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    public Task<WriteOutcome> WriteAsync(string target, MutationKind kind, params (string Name, object? Value)[] arguments) => WriteAsync(target, kind, null, arguments);

    /// <summary>An update of all live records of which a column has a value.</summary>
    public Task<WriteOutcome> UpdateWhereAsync(string target, string field, object value, IReadOnlyDictionary<string, object?> input)
    {
        FieldModel filtered = Model.Object(target).Field(field);
        BoundStatement targets = new(
            $"select id from {Schema}.{Table(target)} where {SqlIdentifier.Quote(filtered.Column.Name)} = $1 and deleted_at is null order by id", [(SqlType.Of(filtered.Column.Type), value)]);
        return WriteAsync(target, MutationKind.UpdateMany, targets, [("input", input)]);
    }

    private Task<WriteOutcome> WriteAsync(string target, MutationKind kind, BoundStatement? targets, (string Name, object? Value)[] arguments) => Writer.WriteAsync(
        new PlannedMutation
        {
            ResponseName = "m",
            Object = Model.Object(target),
            Kind = kind,
            Arguments = arguments.ToDictionary(a => a.Name, a => a.Value),
            Targets = targets,
            SelectsRecords = false,
        },
        Admin,
        null,
        TestContext.Current.CancellationToken);

    public async Task<Guid> CreateAsync(string target, params (string Name, object? Value)[] fields)
    {
        string name = Guid.CreateVersion7().ToString("N");
        Done(await WriteAsync(target, MutationKind.Create, ("input", Input([("name", name), .. fields.Where(f => f.Name != "name")]))));
        Guid id = await ScalarAsync<Guid>($"select id from {Schema}.{Table(target)} where name = $1", name);
        if (fields.FirstOrDefault(f => f.Name == "name").Value is string wanted) await UpdateAsync(target, id, ("name", wanted));
        return id;
    }

    public async Task UpdateAsync(string target, Guid id, params (string Name, object? Value)[] fields) =>
        Done(await WriteAsync(target, MutationKind.Update, ("id", id), ("input", Input(fields))));

    public async Task WriteAsync(string target, MutationKind kind, Guid id) => Done(await WriteAsync(target, kind, [("id", id)]));

    public static IReadOnlyDictionary<string, object?> Input(params (string Name, object? Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value);

    public static void Done(WriteOutcome outcome) =>
        Assert.Null(outcome.Refusal is { } refusal ? string.Join('\n', refusal.Problems.Select(p => p.ToString()).Prepend(refusal.Message)) : null);

    /// <summary>The stored values of fields, as text; a blank is "-".</summary>
    public async Task<string> ReadAsync(string target, Guid id, params string[] fields)
    {
        string columns = string.Join(" || ' ' || ", fields.Select(f => $"coalesce({Model.Object(target).Field(f).Column.Name}::text, '-')"));
        return await ScalarAsync<string>($"select {columns} from {Schema}.{Table(target)} where id = $1", id);
    }

    /// <summary>Every rollup of which a record has another value than its list gives.</summary>
    public async Task<IReadOnlyList<string>> WrongAsync()
    {
        List<string> wrong = [];
        int aliases = 0;
        foreach (OrderedRollup rollup in RollupOrder.Of(Model))
        {
            SqlSelect query = RollupStatements.CountWrong(Schema, Model, rollup, () => string.Create(CultureInfo.InvariantCulture, $"w{aliases++}"));
            await using NpgsqlCommand command = DataSource.CreateCommand(query.Print().Text);
            long count = (long)(await command.ExecuteScalarAsync())!;
            if (count > 0) wrong.Add($"{rollup.Owner.Name}.{rollup.Field.Name}: {count}");
        }

        return wrong;
    }

    /// <summary>Locks a record until the transaction of the connection ends.</summary>
    public static async Task LockAsync(NpgsqlConnection holder, string target, Guid id)
    {
        await using NpgsqlCommand command = new($"select 1 from {Schema}.{Table(target)} where id = $1 for update", holder);
        command.Parameters.AddWithValue(id);
        await command.ExecuteScalarAsync();
    }

    /// <summary>How many statements of the database wait for others.</summary>
    public Task<long> WaitingAsync() =>
        ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0");

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(sql);
        foreach (object parameter in parameters) command.Parameters.AddWithValue(parameter);
        return await command.ExecuteScalarAsync() is T value ? value : default!;
    }

    private static string Table(string target) => SqlIdentifier.Quote(Model.Object(target).Table);

    private static TenantModel Compile()
    {
        IEnumerable<SourceDocument> documents = RollupDocuments.All.Select(text =>
        {
            ReadResult read = DocumentReader.Read(text);
            Assert.Empty(read.Diagnostics.Select(d => d.ToString()));
            return read.Document!;
        });
        Platform.Metadata.Compilation.Compilation compiled = ModelCompiler.Compile(documents);
        return compiled.Model ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
    }
}
