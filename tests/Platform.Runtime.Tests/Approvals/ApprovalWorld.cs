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
using Platform.Runtime.Writing.Tracing;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>
/// A tenant whose people approve: Sam and Sue sell; Sam's manager is Mia, whose manager is Max; Fay and Finn do finance; Ann administers; Aud may edit what waits for approval.
/// </summary>
public class ApprovalWorld : IAsyncLifetime
{
    private const string Schema = "t_approvals";
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private readonly string _keys = Directory.CreateTempSubdirectory("platform-approvals-").FullName;
    private readonly PostgresServer _server;
    private readonly string _template;
    private TestDatabase? _database;

    public ApprovalWorld(PostgresServer server)
        : this(server, "approvals", Own.Value, "seller", "boss", "finance", "auditor")
    {
    }

    private protected ApprovalWorld(PostgresServer server, string template, TenantModel model, string seller, string boss, string finance, string auditor)
    {
        (_server, _template, Model) = (server, template, model);
        (Sam, Sue, Mia, Max, Fay, Finn) = (Caller(seller), Caller(seller), Caller(boss), Caller(boss), Caller(finance), Caller(finance));
        (Aud, Ann) = (Caller(auditor), Caller("administrator"));
    }

    public TenantModel Model { get; }

    public RecordCaller Sam { get; }

    public RecordCaller Sue { get; }

    public RecordCaller Mia { get; }

    public RecordCaller Max { get; }

    public RecordCaller Fay { get; }

    public RecordCaller Finn { get; }

    public RecordCaller Aud { get; }

    public RecordCaller Ann { get; }

    public NpgsqlDataSource DataSource => _database!.DataSource;

    public RecordWriter Writer { get; private set; } = null!;

    /// <summary>The clock of a world that begins at an instant; a world without runs by the system's.</summary>
    private protected SetTime Clock => field ??= new SetTime(Beginning ?? DateTimeOffset.UtcNow);

    /// <summary>Custom logic of the world; null for none.</summary>
    private protected virtual IRecordHooks? Hooks => null;

    /// <summary>Who writes messages about what happens in the world.</summary>
    private protected virtual IReadOnlyList<IChangeListener> Listeners => [];

    /// <summary>Follows transactions; null when nobody does.</summary>
    private protected virtual ITransactionTraces? Traces => null;

    /// <summary>When the world begins; null for now.</summary>
    protected virtual DateTimeOffset? Beginning => null;

    public async ValueTask InitializeAsync()
    {
        _database = await _server.CreateDatabaseAsync(_template, async source =>
        {
            await CatalogMigrator.MigrateAsync(source);
            await PublishedTables.CreateAsync(source, Model, Schema);
        });
        Writer = new RecordWriter(DataSource, new FieldCipher(MasterKeys.Open(_keys)), new WriteOptions(), hooks: Hooks, listeners: Listeners, time: Beginning is null ? null : Clock, traces: Traces);
        await ExecuteAsync(
            "insert into platform.tenants (id, slug, name, schema_name, revision, locale, time_zone, currency, status) values ($1, 'approvals', 'Approvals', 't_approvals', 0, 'en', 'UTC', 'EUR', 'active')",
            Tenant);
        foreach (RecordCaller caller in new[] { Max, Mia, Sam, Sue, Fay, Finn, Aud, Ann })
        {
            Guid? manager = caller == Sam || caller == Sue ? Mia.UserId : caller == Mia ? Max.UserId : null;
            await ExecuteAsync(
                $"insert into {Schema}.\"user\" (id, version, created_at, updated_at, name, email, active, roles, manager_id) values ($1, 1, now(), now(), $2, $3, true, $4, $5)",
                caller.UserId, "User", $"{caller.UserId:N}@example.com", caller.Permissions.Key.Split(',').Where(r => r != "everyone").ToArray(), (object?)manager ?? DBNull.Value);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _database!.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    public Task<WriteOutcome> DoAsync(RecordCaller caller, string target, MutationKind kind, params (string Name, object? Value)[] arguments) => Writer.WriteAsync(
        new PlannedMutation
        {
            ResponseName = "m",
            Object = Model.Object(target),
            Kind = kind,
            Arguments = arguments.ToDictionary(a => a.Name, a => a.Value),
            SelectsRecords = true,
        },
        caller,
        new RecordProjection(ids => new BoundStatement(
            $"select i.n, t.id::text from unnest($1) with ordinality as i (id, n) join {Schema}.{SqlIdentifier.Quote(Model.Object(target).Table)} t on t.id = i.id", [(SqlType.Uuid.Array, ids)])),
        TestContext.Current.CancellationToken);

    public async Task<Guid> CreateAsync(RecordCaller caller, string target, params (string Name, object? Value)[] fields)
    {
        WriteOutcome outcome = await DoAsync(caller, target, MutationKind.Create, ("input", Input(fields)));
        Assert.Equal([], Codes(outcome));
        return Guid.Parse(outcome.Records[0]!);
    }

    public Task<WriteOutcome> UpdateAsync(RecordCaller caller, string target, Guid id, params (string Name, object? Value)[] fields) =>
        DoAsync(caller, target, MutationKind.Update, ("id", id.ToString()), ("input", Input(fields)));

    /// <summary>A deal over the limit, submitted by Sam; gives the request.</summary>
    public async Task<(Guid Deal, Guid Request)> SubmitBigAsync(params (string Name, object? Value)[] fields)
    {
        Guid deal = await CreateAsync(Sam, "Deal", [("name", "Big"), ("amount", "200000"), .. fields]);
        return (deal, await SubmitAsync(Sam, deal));
    }

    public Task<Guid> SubmitAsync(RecordCaller caller, Guid deal, params (string Name, object? Value)[] arguments) => SubmitAsync(caller, "Deal", deal, arguments);

    public async Task<Guid> SubmitAsync(RecordCaller caller, string target, Guid deal, params (string Name, object? Value)[] arguments)
    {
        WriteOutcome outcome = await DoAsync(caller, target, MutationKind.SubmitForApproval, [("id", deal.ToString()), .. arguments]);
        Assert.Equal([], Codes(outcome));
        return outcome.PendingApproval!.Value;
    }

    /// <summary>Acts on the pending task that a person has in a request.</summary>
    public async Task<WriteOutcome> ActAsync(RecordCaller caller, Guid request, MutationKind kind, params (string Name, object? Value)[] arguments)
    {
        Guid task = await TaskAsync(caller, request);
        (string, object?) subject = kind is MutationKind.ApproveTasks or MutationKind.RejectTasks ? ("ids", new object?[] { task.ToString() }) : ("id", task.ToString());
        return await DoAsync(caller, "ApprovalTask", kind, [subject, .. arguments]);
    }

    public async Task ApproveAsync(RecordCaller caller, Guid request) => Assert.Equal([], Codes(await ActAsync(caller, request, MutationKind.ApproveTasks)));

    /// <summary>The task by which a person is asked, or was asked last.</summary>
    public Task<Guid> TaskAsync(RecordCaller caller, Guid request) => ScalarAsync<Guid>(
        $"select id from {Schema}.approval_task where request_id = $1 and assignee_id = $2 order by (status = 'pending') desc, id desc limit 1", request, caller.UserId);

    public Task<string> StatusAsync(Guid request) => ScalarAsync<string>($"select status from {Schema}.approval_request where id = $1", request);

    /// <summary>Who is asked, as step and name.</summary>
    public async Task<string> AskedAsync(Guid request)
    {
        (string Name, RecordCaller Caller)[] people = [("Sam", Sam), ("Sue", Sue), ("Mia", Mia), ("Max", Max), ("Fay", Fay), ("Finn", Finn), ("Aud", Aud), ("Ann", Ann)];
        await using NpgsqlCommand command = DataSource.CreateCommand($"select step, assignee_id from {Schema}.approval_task where request_id = $1 and status = 'pending'");
        command.Parameters.AddWithValue(request);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> asked = [];
        while (await reader.ReadAsync()) asked.Add($"{reader.GetString(0)}:{people.First(p => p.Caller.UserId == reader.GetGuid(1)).Name}");
        return string.Join(' ', asked.Order(StringComparer.Ordinal));
    }

    public Task<string?> FieldAsync(string table, Guid id, string column) => ScalarAsync<string?>($"select {SqlIdentifier.Quote(column)}::text from {Schema}.{table} where id = $1", id);

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(sql);
        foreach (object parameter in parameters) command.Parameters.AddWithValue(parameter);
        return await command.ExecuteScalarAsync() is T value ? value : default!;
    }

    public async Task ExecuteAsync(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand(sql);
        foreach (object parameter in parameters) command.Parameters.AddWithValue(parameter);
        await command.ExecuteNonQueryAsync();
    }

    public static IReadOnlyDictionary<string, object?> Input(params (string Name, object? Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value);

    /// <summary>Codes of what was refused; none when the write stands.</summary>
    public static IEnumerable<string> Codes(WriteOutcome outcome) => outcome.Refusal is not { } refusal ? []
        : refusal.Problems.Count == 0 ? [refusal.Code + ": " + refusal.Message] : refusal.Problems.Select(p => p.Code);

    private RecordCaller Caller(string role) => new(Tenant, Schema, Model, PermissionCompiler.Compile(Model, [role]), Guid.CreateVersion7()) { TenantTimeZone = "UTC" };

    private static readonly Lazy<TenantModel> Own = new(() => Compile(ApprovalDocuments.All));

    private protected static TenantModel Compile(IEnumerable<string> texts)
    {
        IEnumerable<SourceDocument> documents = texts.Select(text =>
        {
            ReadResult read = DocumentReader.Read(ApprovalDocuments.Json(text));
            Assert.Empty(read.Diagnostics.Select(d => d.ToString()));
            return read.Document!;
        });
        Platform.Metadata.Compilation.Compilation compiled = ModelCompiler.Compile(documents);
        return compiled.Model ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
    }
}
