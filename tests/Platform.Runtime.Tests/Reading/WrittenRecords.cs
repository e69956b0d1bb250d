using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Planning;
using Platform.Metadata.Permissions;
using Platform.Runtime.Database;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Subscriptions;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>The sample records on published tables, and the way of a request through the write pipeline to its answer and to those who listen.</summary>
public sealed partial class WrittenRecords(PostgresServer server) : IAsyncLifetime
{
    private static readonly Guid TenantId = Guid.Parse("00000000-0000-7000-8000-0000000000ff");
    private static readonly SubscriptionOptions Options = new();
    private readonly string _keys = Directory.CreateTempSubdirectory("platform-written-").FullName;
    private readonly SentStatements _sent = new();
    private readonly ReadingFixture _data = new(server) { CreateTables = TenantTables.PublishAsync };
    private FieldCipher? _cipher;
    private NpgsqlDataSource? _source;

    private NpgsqlDataSource Source => _source!;

    public async ValueTask InitializeAsync()
    {
        await _data.InitializeAsync();
        _cipher = new FieldCipher(MasterKeys.Open(_keys));
        _source = new NpgsqlDataSourceBuilder(_data.ConnectionString).UseLoggerFactory(_sent).Build();
        // The driver's own statements are sent with the first connection.
        await (await Source.OpenConnectionAsync()).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
        await _data.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    /// <summary>Carries the operations of a document out, in order, on the sample records. A subscription hears of what those after it do.</summary>
    internal async Task<IReadOnlyList<CarriedOut>> RunAsync(string role, string text)
    {
        await SampleRecords.LoadAsync(_data);
        SetTime time = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        RecordWriter writer = new(Source, _cipher!, new WriteOptions(), time: time);
        EncryptedValues encrypted = new(_cipher!);
        RecordsService service = new(
            new RecordConnections(Source, Source), writer, encrypted, new CursorKeys(tenant => tenant.ToByteArray()), new TeamReach(Source, time), new ReadingOptions(), time);
        RecordCaller caller = new(TenantId, ReadingFixture.Tenant, ReadingFixture.Model, PermissionCompiler.Compile(ReadingFixture.Model, role.Split(',')), SampleRecords.Ann)
        {
            TenantTimeZone = "UTC",
            Reach = [SampleRecords.Ann, SampleRecords.Bob],
        };
        DocumentNode document = Parser.Parse(text).Value!;
        EventStore events = new(Source);
        using ChangedRecords changed = new(Source, service, encrypted, Options);
        List<CarriedOut> done = [];
        List<string> ids = [];
        List<(string Name, PlannedSubscription Planned, EventPosition From)> listening = [];
        _sent.Take();
        foreach (OperationDefinitionNode operation in document.Definitions.OfType<OperationDefinitionNode>())
        {
            string name = operation.Name?.Value ?? "";
            GraphQLRequest request = new() { Query = text, OperationName = operation.Name?.Value };
            if (operation.Operation == OperationKind.Subscription)
            {
                (PlannedSubscription? planned, var errors) = service.PlanSubscription(request, caller);
                Assert.Empty(errors);
                listening.Add((name, planned!, await events.NowAsync(CancellationToken.None)));
                done.Add(new CarriedOut(name, PlanText.Of(planned!.Plan), _sent.Take(), null));
                continue;
            }

            OperationPlanner planner = new(service.SchemaOf(caller), document, new Dictionary<string, object?>());
            string plan = operation.Operation == OperationKind.Mutation
                ? PlanText.Of(planner.PlanMutation(operation, caller.Schema, caller.ReachForm)!)
                : PlanText.Of(planner.PlanQuery(operation, _ => "{}", caller.Schema, caller.ReachForm)!);
            using MemoryStream body = new();
            Assert.Null(await service.ExecuteAsync(request, caller, _ => new((RecordCaller?)null), mayWrite: true, _ => body, CancellationToken.None));
            done.Add(new CarriedOut(name, plan, _sent.Take(), Told(Encoding.UTF8.GetString(body.ToArray()), ids)));
        }

        foreach ((string name, PlannedSubscription planned, EventPosition from) in listening)
        {
            EventPage page = await events.ReadAsync(from, null, [TenantId], CancellationToken.None);
            using MemoryStream body = new();
            DefaultHttpContext context = new() { Response = { Body = body } };
            EventStreamWriter stream = EventStreamWriter.Begin(context, Options, time);
            await new WatchedChanges(planned, changed).WriteAsync(page.Of(TenantId), stream, CancellationToken.None);
            await stream.FlushAsync(CancellationToken.None);
            string[] told = [.. Encoding.UTF8.GetString(body.ToArray()).Split('\n').Where(l => l.StartsWith("data: ", StringComparison.Ordinal)).Select(l => l[6..])];
            done.Add(new CarriedOut(name + " hears", null, _sent.Take(), new JsonArray([.. told.Select(t => Told(t, ids))])));
        }

        return done;
    }

    /// <summary>An answer without what is new each time: ids of new records are numbered.</summary>
    private static JsonNode? Told(string text, List<string> ids)
    {
        string masked = NewId().Replace(text, id =>
        {
            if (!ids.Contains(id.Value)) ids.Add(id.Value);
            return $"new {ids.IndexOf(id.Value) + 1}";
        });
        JsonNode? response = JsonNode.Parse(masked);
        return response is JsonObject { Count: 1 } && response["data"] is { } data ? data.DeepClone() : response;
    }

    [GeneratedRegex("(?!00000000-)[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex NewId();

    /// <summary>What became of an operation, or what who listens was told.</summary>
    /// <param name="Name">Name of the operation.</param>
    /// <param name="Plan">The plan as text.</param>
    /// <param name="Sent">Statements of each round trip.</param>
    /// <param name="Answer">What was answered.</param>
    internal sealed record CarriedOut(string Name, string? Plan, IReadOnlyList<string[]> Sent, JsonNode? Answer);
}
