using System.Text.Json;
using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Reading;
using Platform.Runtime.Catalog;
using Platform.Runtime.Database;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>
/// A database of notes, orders, customers and trips, in two schemas of one model. A note whose name begins with "gated" is written only while the gate is open: its statement runs until then, and waits for
/// no lock.
/// </summary>
public sealed class SharedWritingWorld(PostgresServer server) : IAsyncLifetime
{
    public const string Schema = "t_one", OtherSchema = "t_two";

    private static readonly string[] Documents =
    [
        """
        {"kind":"object","name":"Note","label":"Note","pluralLabel":"Notes","nameField":"name","trackHistory":true,"fields":[
          {"name":"name","label":"Name","type":"text","required":true},
          {"name":"code","label":"Code","type":"text","unique":true},
          {"name":"number","label":"Number","type":"autoNumber","format":"N{0000}"},
          {"name":"a","label":"A","type":"integer"},{"name":"b","label":"B","type":"integer"},{"name":"c","label":"C","type":"integer"},{"name":"d","label":"D","type":"integer"},
          {"name":"secret","label":"Secret","type":"encryptedText"}]}
        """,
        """
        {"kind":"object","name":"Order","label":"Order","pluralLabel":"Orders","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"total","label":"Total","type":"decimal","precision":18,"rollup":{"relation":"lines","function":"sum","field":"amount"}},
          {"name":"count","label":"Count","type":"integer","rollup":{"relation":"lines","function":"count"}}],
         "rules":[{"name":"cheap","invalidWhen":"record.total > 100.0","message":"Too dear.","fields":["name"]}]}
        """,
        """
        {"kind":"object","name":"OrderLine","label":"Line","pluralLabel":"Lines","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"order","label":"Order","type":"masterDetail","target":"Order","inverse":"lines"},
          {"name":"amount","label":"Amount","type":"decimal","precision":12,"scale":2}]}
        """,
        """
        {"kind":"object","name":"Customer","label":"Customer","pluralLabel":"Customers","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},{"name":"phone","label":"Phone","type":"phone"},
          {"name":"number","label":"Number","type":"autoNumber","format":"{0000}","gapless":true,"unique":true},{"name":"city","label":"City","type":"text"}]}
        """,
        """{"kind":"duplicateRule","name":"samePhone","label":"Same phone","object":"Customer","onCreate":"block","onEdit":"ignore","shown":["name"],"matches":[{"all":[{"field":"phone","by":"phone"}]}]}""",
        """{"kind":"duplicateRule","name":"sameCity","label":"Same city","object":"Customer","onCreate":"warn","onEdit":"ignore","shown":["name"],"matches":[{"all":[{"field":"city"}]}]}""",
        """{"kind":"object","name":"Trip","label":"Trip","pluralLabel":"Trips","nameField":"name","fields":[{"name":"name","label":"Name","type":"text"}]}""",
        """{"kind":"hook","name":"travels","label":"Travels","object":"Trip","on":["afterInsert"],"source":"x.js","modules":[{"path":"x.js","source":"export default () => {};"}]}""",
        """{"kind":"role","name":"writer","label":"Writer","objects":[{"object":"*","create":true,"read":"own","edit":"own","delete":"own"}]}""",
    ];

    private static readonly Guid TenantId = Guid.CreateVersion7();
    private readonly string _keys = Directory.CreateTempSubdirectory("platform-shared-").FullName;
    private TestDatabase? _database;

    public static TenantModel Model { get; } = Compile();

    public RecordCaller Admin { get; } = Caller("administrator");

    public RecordCaller Ann { get; } = Caller("writer");

    public RecordCaller Bob { get; } = Caller("writer");

    public NpgsqlDataSource Source => _database!.DataSource;

    internal FieldCipher Cipher { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync("shared-writing", async source =>
        {
            await CatalogMigrator.MigrateAsync(source);
            foreach (string schema in new[] { Schema, OtherSchema }) await PublishedTables.CreateAsync(source, Model, schema);
            await using NpgsqlCommand gate = source.CreateCommand($$"""
                create table {{Schema}}.gate (open bool not null);
                create function {{Schema}}.wait_for_gate() returns trigger language plpgsql as $f$
                  begin
                    while not (select open from {{Schema}}.gate) loop perform pg_sleep(0.005); end loop;
                    return new;
                  end $f$;
                create trigger gated before insert or update on {{Schema}}.note for each row when (new.name like 'gated%') execute function {{Schema}}.wait_for_gate();
                """);
            await gate.ExecuteNonQueryAsync();
        });
        Cipher = new FieldCipher(MasterKeys.Open(_keys));
        await ExecuteAsync($"insert into {Schema}.gate values (false)");
        foreach (RecordCaller caller in new[] { Admin, Ann, Bob })
        {
            await ExecuteAsync(
                $"insert into {Schema}.\"user\" (id, version, created_at, updated_at, name, email, active) values ($1, 1, now(), now(), 'User', $2, true)", caller.UserId, $"{caller.UserId:N}@example.com");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    /// <summary>A new writer, and the way of requests to it.</summary>
    internal RecordsService Service(WriteOptions? options = null, params IChangeListener[] listeners)
    {
        ManualTime time = new();
        return new RecordsService(
            new RecordConnections(Source, Source), new RecordWriter(Source, Cipher, options ?? new WriteOptions { TimeLimit = TimeSpan.FromHours(2) }, listeners: listeners, time: time), new EncryptedValues(Cipher),
            new CursorKeys(tenant => tenant.ToByteArray()), new TeamReach(Source, time), new ReadingOptions(), time);
    }

    /// <summary>The mutation's field <c>m</c> as JSON, or category and code of its problem.</summary>
    internal static async Task<string> AskAsync(
        RecordsService service, RecordCaller caller, string query, object? variables, RecordCaller? moved = null, CancellationToken cancellation = default)
    {
        using MemoryStream body = new();
        IReadOnlyList<GraphQLError>? errors = await service.ExecuteAsync(
            new GraphQLRequest { Query = query, Variables = JsonSerializer.SerializeToElement(variables ?? new { }) }, caller, _ => new(moved), mayWrite: true, _ => body, cancellation);
        Assert.Null(errors is null ? null : string.Join('\n', errors.Select(e => e.Message)));
        JsonElement answer = JsonDocument.Parse(body.ToArray()).RootElement;
        if (!answer.TryGetProperty("errors", out JsonElement told)) return answer.GetProperty("data").GetProperty("m").GetRawText();
        JsonElement extensions = told[0].GetProperty("extensions");
        return $"{extensions.GetProperty("code")} {(extensions.TryGetProperty("problems", out JsonElement problems) ? problems[0].GetProperty("code") : default)}";
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        foreach (object value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        foreach (object value in values) command.Parameters.AddWithValue(value);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static RecordCaller Caller(string role)
    {
        Guid user = Guid.CreateVersion7();
        return new RecordCaller(TenantId, Schema, Model, PermissionCompiler.Compile(Model, [role]), user) { TenantTimeZone = "UTC", Reach = [user] };
    }

    private static TenantModel Compile()
    {
        var compiled = ModelCompiler.Compile(Documents.Select(text =>
        {
            ReadResult read = DocumentReader.Read(text);
            return read.Document ?? throw new InvalidOperationException(text + string.Join('\n', read.Diagnostics));
        }));
        return compiled.Model ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
    }
}
