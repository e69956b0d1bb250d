using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Records;
using Platform.Runtime.Traces;
using Platform.Runtime.Writing.Tracing;
using Platform.Scripting.Running;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Actions of the documents, through a whole host: typed, checked, in one transaction, for those who may.</summary>
public sealed class ActionTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_action_is_a_typed_mutation_that_writes_and_gives_back()
    {
        await PublishAsync(
            "raise", "\"object\":\"Deal\",",
            """[{"name":"by","label":"By","type":"decimal","scale":2,"required":true},{"name":"note","label":"Note","type":"text","maxLength":10,"default":"none"},{"name":"on","label":"On","type":"date"}]""",
            """[{"name":"total","label":"Total","type":"decimal","scale":2},{"name":"note","label":"Note","type":"text"},{"name":"trace","label":"Trace","type":"lookup","target":"Trace"}]""",
            "const { id } = await db.create('Trace', { title: `raise ${input.note} ${input.on} ${record.title} ${user.roles.length > 0}` }); await db.update('Deal', record.id, { amount: record.amount + input.by }); return { total: record.amount + input.by + 0.0000001, note: input.note, trace: id };");
        string id = await _world.CreateDealAsync("raised", 10.1m);
        JsonElement result = Succeeded(await _world.AskAsync(
            "/graphql", "mutation($id: ID!) { raise(id: $id, input: { by: \"0.2\", on: \"2026-02-28\" }) { __typename done total note trace record { title amount } } }", new { id })).GetProperty("raise");
        Assert.Equal(
            ("RaiseResult", "10.30", "none", "raised", "10.3"),
            (result.GetProperty("__typename").GetString(), result.GetProperty("total").GetString(), result.GetProperty("note").GetString(), result.GetProperty("record").GetProperty("title").GetString(),
                result.GetProperty("record").GetProperty("amount").GetString()!.TrimEnd('0')));
        Assert.True(result.GetProperty("done").GetBoolean());
        Assert.Equal(["raise none 2026-02-28 raised true"], await _world.TracesAsync("raise"));
        Assert.NotNull(result.GetProperty("trace").GetString());
    }

    [Theory]
    [InlineData("mutation($id: ID!) { checked(id: $id, input: { amount: \"12345678.5\", mail: \"none\" }) { done } }", "VALIDATION_FAILED", "amount TOO_MANY_DIGITS|mail")]
    [InlineData("mutation($id: ID!) { checked(id: $id, input: { mail: \"a@example.com\" }) { done } }", "VALIDATION_FAILED", "amount REQUIRED")]
    [InlineData("mutation($id: ID!) { checked(id: $id, input: { amount: \"7\" }) { done } }", "VALIDATION_FAILED", "amount HOOK_REFUSED")]
    [InlineData("mutation($id: ID!) { checked(id: $id, input: { amount: \"8\" }) { done } }", "HOOK_FAILED", " HOOK_THROWN")]
    [InlineData("mutation($id: ID!) { checked(id: $id, input: { amount: \"9\" }) { done } }", "HOOK_FAILED", " HOOK_RESULT_INVALID")]
    [InlineData("mutation { checked(id: \"00000000-0000-0000-0000-000000000000\", input: { amount: \"1\" }) { done } }", "NOT_FOUND", " RECORD_NOT_FOUND")]
    [InlineData("mutation { checked(id: \"x\", input: { amount: \"1\" }) { done } }", "BAD_USER_INPUT", " INVALID_ID")]
    public async Task What_is_wrong_stands_at_its_field_and_nothing_is_written(string mutation, string code, string problems)
    {
        await PublishAsync(
            "checked", "\"object\":\"Deal\",", """[{"name":"amount","label":"Amount","type":"decimal","precision":6,"scale":2,"required":true},{"name":"mail","label":"Mail","type":"email"}]""", "[]",
            "await db.create('Trace', { title: 'checked ' + input.amount }); if (input.amount === 7) error('amount', 'Not seven.'); if (input.amount === 8) throw new Error('eight'); if (input.amount === 9) return { nothing: 1 };");
        string id = await _world.CreateDealAsync("checked");
        JsonElement error = (await _world.AskAsync("/graphql", mutation, mutation.Contains("$id", StringComparison.Ordinal) ? new { id } : null)).GetProperty("errors")[0];
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        string[] found = [.. error.GetProperty("extensions").GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("field").GetString()} {p.GetProperty("code").GetString()}")];
        Assert.All(problems.Split('|').Zip(found), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Empty(await _world.TracesAsync("checked"));
    }

    [Fact]
    public async Task A_failure_names_its_trace_and_none_where_there_is_no_room_for_it()
    {
        await PublishAsync("failing", "", "[]", "[]", "throw new Error('x');");
        async Task<bool> NamesTraceAsync() =>
            (await _world.AskAsync("/graphql", "mutation { failing { done } }")).GetProperty("errors")[0].GetProperty("extensions").TryGetProperty("traceId", out JsonElement id) && id.ValueKind == JsonValueKind.String;
        Assert.True(await NamesTraceAsync());
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using NpgsqlConnection holder = await host.Database.DataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction holding = await holder.BeginTransactionAsync(cancellation);
        await using (NpgsqlCommand take = new("LOCK TABLE platform.traces IN SHARE MODE", holder)) await take.ExecuteNonQueryAsync(cancellation);
        RecordCaller caller = await _world.CallerAsync();
        TraceKeeper keeper = host.Services.GetRequiredService<TraceKeeper>();
        foreach (int length in (int[])[1024 * 1024, 1024, 2])
        {
            while (keeper.TryKeep(Trace(caller, length), Header(caller)))
            {
                // Until there is no room for one more.
            }
        }

        Assert.False(await NamesTraceAsync());
        await holding.RollbackAsync(cancellation);
    }

    private static TransactionTrace Trace(RecordCaller caller, int length)
    {
        TransactionTrace trace = new(caller, "Deal", DateTimeOffset.UtcNow);
        byte[] input = JsonSerializer.SerializeToUtf8Bytes(new string('x', length - 2));
        trace.Ran(new TracedRun { Script = HookWorld.Hook("Deal", [], ""), Event = "action", Begun = TimeSpan.Zero, Depth = 1, Input = input, Seed = "00", Outcome = new ScriptOutcome(), Calls = [] });
        return trace;
    }

    private static TraceHeader Header(RecordCaller caller) => new()
    {
        Id = Guid.CreateVersion7(),
        TenantId = caller.TenantId,
        At = DateTime.UtcNow,
        UserId = caller.UserId,
        Outcome = TraceOutcome.Failed,
        Hooks = ["filling"],
        Objects = ["Deal"],
        Microseconds = 1,
    };

    [Fact]
    public async Task An_action_may_be_about_no_record_and_need_no_input()
    {
        await PublishAsync("ping", "", "[]", """[{"name":"at","label":"At","type":"dateTime"}]""", "return { at: context.now() };");
        JsonElement result = Succeeded(await _world.AskAsync("/graphql", "mutation { ping { at } }")).GetProperty("ping");
        Assert.Equal(DateTimeOffset.UtcNow.Year, result.GetProperty("at").GetDateTimeOffset().Year);
        JsonElement types = Succeeded(await _world.AskAsync("/graphql", "{ __type(name: \"PingResult\") { fields { name } } none: __type(name: \"PingInput\") { name } }"));
        Assert.Equal(["done", "at"], types.GetProperty("__type").GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, types.GetProperty("none").ValueKind);
    }

    [Fact]
    public async Task An_action_that_is_a_query_stands_among_the_fields_of_a_query_and_only_reads()
    {
        await PublishAsync(
            "forecast", "\"type\":\"query\",\"object\":\"Deal\",", """[{"name":"growth","label":"Growth","type":"decimal","scale":2}]""",
            """[{"name":"expected","label":"Expected","type":"decimal","scale":2},{"name":"refused","label":"Refused","type":"text"}]""",
            "if (input.growth === 9) error('growth', 'Too much.'); let refused = ''; const name = 'Deal'; try { await db.update(name, record.id, { amount: 1 }); } catch (e) { refused = e.code; } return { expected: record.amount * (1 + (input.growth ?? 0)), refused };",
            """[{"object":"Deal","read":true}]""");
        string id = await _world.CreateDealAsync("forecast", 100m);
        JsonElement data = Succeeded(await _world.AskAsync(
            "/graphql", "query($id: ID!) { __typename a: forecast(id: $id, input: { growth: 0.5 }) { expected refused record { title } } deal(id: $id) { amount } b: forecast(id: $id) { __typename done expected } }", new { id }));
        Assert.Equal(
            ("Query", "150.00", "FORBIDDEN", "forecast", "100.00"),
            (data.GetProperty("__typename").GetString(), data.GetProperty("a").GetProperty("expected").GetString(), data.GetProperty("a").GetProperty("refused").GetString(),
                data.GetProperty("a").GetProperty("record").GetProperty("title").GetString(), data.GetProperty("b").GetProperty("expected").GetString()));
        Assert.StartsWith("100", data.GetProperty("deal").GetProperty("amount").GetString(), StringComparison.Ordinal);

        JsonElement partly = await _world.AskAsync("/graphql", "query($id: ID!) { deal(id: $id) { title } bad: forecast(id: $id, input: { growth: 9 }) { expected } }", new { id });
        Assert.Equal("forecast", partly.GetProperty("data").GetProperty("deal").GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, partly.GetProperty("data").GetProperty("bad").ValueKind);
        JsonElement error = Assert.Single(partly.GetProperty("errors").EnumerateArray());
        Assert.Equal(("bad", "growth"), (error.GetProperty("path")[0].GetString(), error.GetProperty("extensions").GetProperty("problems")[0].GetProperty("field").GetString()));
        JsonElement alone = await _world.AskAsync("/graphql", "query($id: ID!) { forecast(id: $id, input: { growth: 9 }) { expected } }", new { id });
        Assert.Equal((1, JsonValueKind.Null), (alone.GetProperty("errors").GetArrayLength(), alone.GetProperty("data").GetProperty("forecast").ValueKind));
        Assert.Contains("errors", (await _world.AskAsync("/graphql", "mutation($id: ID!) { forecast(id: $id) { done } }", new { id })).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_of_a_record_are_described_with_their_forms()
    {
        await PublishAsync("described", "\"object\":\"Deal\",\"confirm\":{\"en\":\"Sure?\",\"zh-CN\":\"确定吗？\"},", """[{"name":"reason","label":"Reason","type":"picklist","values":[{"value":"a","label":"A"}],"required":true}]""", "[]", "return null;");
        using HttpClient client = await host.CreateSignedInClientAsync();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        using var workspace = JsonDocument.Parse(await client.GetStringAsync("/workspace"));
        JsonElement deal = workspace.RootElement.GetProperty("objects").EnumerateArray().Single(o => o.GetProperty("name").GetString() == "Deal");
        JsonElement action = deal.GetProperty("actions").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "described");
        Assert.Equal(("picklist", true), (action.GetProperty("input")[0].GetProperty("type").GetString(), action.GetProperty("input")[0].GetProperty("required").GetBoolean()));
        Assert.True(action.TryGetProperty("confirm", out _));
    }

    private Task PublishAsync(
        string name, string head, string input, string output, string body, string access = """[{"object":"Trace","write":true},{"object":"Deal","write":true}]""") => _world.PublishAsync(
        $$"""
        {"kind":"action","name":"{{name}}","label":"{{name}}",{{head}}"source":"{{name}}.js","input":{{input}},"output":{{output}},"access":{{access}},
         "modules":[{"path":"{{name}}.js","source":{{JsonSerializer.Serialize($"export default async (context) => {{ const {{ record, input, db, error, user }} = context; {body} }};")}}}]}
        """);
}
