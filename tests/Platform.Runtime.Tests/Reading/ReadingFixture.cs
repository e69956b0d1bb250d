using System.Text.Json;
using Npgsql;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.GraphQL.Validation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Database;
using Platform.Runtime.Reading;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>A database with the tables of <see cref="TestDocuments"/> in two tenants' schemas, and the way from a query to its answer.</summary>
public sealed class ReadingFixture(PostgresServer server) : IAsyncLifetime
{
    public const string Tenant = "t_one", OtherTenant = "t_two";
    private static readonly Dictionary<string, RecordsSchema> Schemas = [];
    private TestDatabase? _database;

    internal static TenantModel Model => TestDocuments.Model;

    /// <summary>Makes the tables of a tenant.</summary>
    internal Func<NpgsqlDataSource, TenantModel, string, Task> CreateTables { get; init; } = TenantTables.CreateAsync;

    public string ConnectionString => _database!.ConnectionString;

    public NpgsqlDataSource Source => _database!.DataSource;

    public RecordConnections Connections => field ??= new RecordConnections(Source, PlatformDataSource.CreatePlanningOnce(_database!.ConnectionString));

    public async ValueTask InitializeAsync()
    {
        _database = await CatalogDatabase.CreateAsync(server);
        await CreateTables(Source, Model, Tenant);
        await CreateTables(Source, Model, OtherTenant);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is null) return;
        await Connections.PlannedOnce.DisposeAsync();
        await _database.DisposeAsync();
    }

    internal static RecordsSchema Schema(string role)
    {
        lock (Schemas)
        {
            if (!Schemas.TryGetValue(role, out RecordsSchema? schema))
            {
                Schemas.Add(role, schema = new RecordsSchema(Model, PermissionCompiler.Compile(Model, role.Split(','))));
            }

            return schema;
        }
    }

    public async Task ExecuteAsync(string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        foreach (object? value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Puts a record into a table; columns in order of the values.</summary>
    public async Task<Guid> InsertAsync(string table, Guid? id, string columns, params object?[] values)
    {
        Guid key = id ?? Guid.CreateVersion7();
        string list = string.Join(',', values.Select((_, i) => $"${i + 2}"));
        await ExecuteAsync($"insert into {Tenant}.{table} (id{(columns.Length > 0 ? "," : "")}{columns}) values ($1{(list.Length > 0 ? "," : "")}{list})", [key, .. values]);
        return key;
    }

    internal static (QueryPlan? Plan, IReadOnlyList<Platform.GraphQL.GraphQLError> Errors) Plan(
        string role, string query, IReadOnlyDictionary<string, object?>? variables = null)
    {
        RecordsSchema schema = Schema(role);
        DocumentNode document = Parser.Parse(query).Value ?? throw new InvalidOperationException(Parser.Parse(query).Error!.Message);
        var invalid = Validator.Validate(schema.Schema, document);
        if (invalid.Length > 0) return (null, invalid);
        OperationPlanner planner = new(schema, document, variables ?? new Dictionary<string, object?>());
        return (planner.PlanQuery(document.Definitions.OfType<OperationDefinitionNode>().First(), _ => "{}", Tenant), planner.Errors);
    }

    /// <summary>The answer's <c>data</c>, or the codes of what was refused as <c>errors</c>.</summary>
    public async Task<JsonElement> QueryAsync(
        string role, Guid user, string query, Dictionary<string, object?>? variables = null, string tenant = Tenant, Guid[]? reach = null, string timeZone = "UTC")
    {
        (QueryPlan? plan, var errors) = Plan(role, query, variables);
        if (plan is null) return JsonSerializer.SerializeToElement(new { errors = errors.Select(e => e.Reason ?? e.Code), messages = errors.Select(e => e.Message) });
        ReachForm form = reach is null ? ReachForm.Computed : RowAccess.FormOf(reach.Length);
        LoweredStatement statement = LoweredStatement.OfQuery(plan, Schema(role), tenant, form);
        BindingContext context = new()
        {
            Variables = variables ?? [],
            UserId = user,
            Reach = reach ?? [],
            TimeZone = timeZone,
            Now = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
            CursorKey = [1, 2, 3],
        };
        BoundStatement bound = statement.Bind(context);
        if (context.Problems.Count > 0) return JsonSerializer.SerializeToElement(new { errors = context.Problems.Select(e => e.Reason) });
        await using NpgsqlConnection connection = await Source.OpenConnectionAsync();
        // What is compared is read as of one moment.
        await using NpgsqlTransaction moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using NpgsqlCommand command = StatementCommand.Create(connection, bound);
        string text;
        try
        {
            text = (string)(await command.ExecuteScalarAsync())!;
        }
        catch (PostgresException failure)
        {
            throw new InvalidOperationException(failure.MessageText + Environment.NewLine + bound.Text, failure);
        }

        // A query of one record has a cheaper statement, and one that comes with others is answered with them: they must give the same.
        LoweredRecord? record = LoweredRecord.Of(plan, Schema(role), tenant, form);
        if (record is not null) Assert.Equal(text, await AnswerAsync(connection, record, context));
        if (!statement.HasEncryptedValues)
        {
            BoundStatement several = SharedStatement.OfQuery(plan, Schema(role), tenant, form).Bind([bound, bound]);
            Assert.All(await AnswersAsync(connection, several, _ => true, 1), t => Assert.Equal(text, t));
            if (record?.Several is { } records)
            {
                BoundStatement one = record.Statement.Bind(context);
                Assert.All(await AnswersAsync(connection, records.Bind([one, one]), owner => record.Covers(owner, context), 2), t => Assert.Equal(text, t ?? record.Nothing));
            }
        }

        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("data").Clone();
    }

    private static async Task<string?[]> AnswersAsync(NpgsqlConnection connection, BoundStatement statement, Func<Guid?, bool> covers, int column)
    {
        string?[] answers = new string?[2];
        await using NpgsqlCommand command = StatementCommand.Create(connection, statement);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (covers(column == 1 || await reader.IsDBNullAsync(1) ? null : reader.GetGuid(1))) answers[reader.GetInt64(0) - 1] = reader.GetString(column);
        }

        return answers;
    }

    private static async Task<string> AnswerAsync(NpgsqlConnection connection, LoweredRecord record, BindingContext context)
    {
        await using NpgsqlCommand command = StatementCommand.Create(connection, record.Statement.Bind(context));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        bool isFound = await reader.ReadAsync() && record.Covers(await reader.IsDBNullAsync(0) ? null : reader.GetGuid(0), context);
        return isFound ? reader.GetString(1) : record.Nothing;
    }
}
