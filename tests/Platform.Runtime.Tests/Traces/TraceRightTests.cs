using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Metadata.Documents;
using Platform.Runtime.Hooks;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Hooks;
using Platform.Runtime.Traces;
using Platform.Runtime.Writing;
using Platform.Scripting.Limits;
using Platform.Scripting.Pooling;
using Platform.Scripting.Processes;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Traces;

/// <summary>What traces show to whom, and with whose rights runs are repeated.</summary>
public sealed class TraceRightTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whoever_may_not_read_an_object_sees_what_was_done_and_when_but_no_value_of_it()
    {
        string id = await FailAsync("blind", "log.info('saw', records[0].title); throw new Error('because of ' + records[0].title);", "hidden value");
        await _world.PublishAsync("""{"kind":"role","name":"blind","label":"Blind","rights":["customize"],"objects":[{"object":"Trace","read":"all"}]}""");
        using HookedHost blind = await _world.OfMemberAsync("blind@example.com", "blind");
        JsonElement trace = await TraceAsync(blind, id);
        Assert.DoesNotContain("hidden value", trace.GetRawText(), StringComparison.Ordinal);
        JsonElement run = trace.GetProperty("content").GetProperty("runs")[0];
        Assert.Equal((true, "HOOK_THROWN", "blind.js:1:"), (run.GetProperty("isHidden").GetBoolean(), run.GetProperty("failure").GetProperty("code").GetString(), run.GetProperty("failure").GetProperty("place").GetString()![..11]));
        Assert.Contains("before-hooks", trace.GetProperty("content").GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.DoesNotContain("hidden value", (await blind.AskAsync("/metadata", "{ traces(hook: \"blind\") { message } }")).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("hidden value", (await TraceAsync(_world, id)).GetRawText(), StringComparison.Ordinal);

        JsonElement replay = await ReplayAsync(blind, id, null);
        JsonElement extensions = replay.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(("FORBIDDEN", "TRACE_RUN_NOT_READABLE"), (extensions.GetProperty("code").GetString(), extensions.GetProperty("reason").GetString()));
        await _world.RemoveAsync("blind");
    }

    [Fact]
    public async Task Fields_and_rows_that_a_role_may_not_read_are_absent()
    {
        string id = await FailAsync("partly", "records[0].amount = 4711; throw new Error('x');", "seen title");
        await _world.PublishAsync(
            """{"kind":"role","name":"partly","label":"Partly","rights":["customize"],"objects":[{"object":"Deal","read":"all","fields":[{"field":"amount"}]},{"object":"Trace","read":"all"}]}""");
        await _world.PublishAsync("""{"kind":"role","name":"owning","label":"Owning","rights":["customize"],"objects":[{"object":"Deal","read":"own"},{"object":"Trace","read":"all"}]}""");
        using HookedHost partly = await _world.OfMemberAsync("partly@example.com", "partly"), owning = await _world.OfMemberAsync("owning@example.com", "owning");
        JsonElement input = (await TraceAsync(partly, id)).GetProperty("content").GetProperty("runs")[0].GetProperty("input");
        Assert.Equal("seen title", input.GetProperty("records")[0].GetProperty("values").GetProperty("title").GetString());
        Assert.DoesNotContain("amount", input.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("seen title", (await TraceAsync(owning, id)).GetRawText(), StringComparison.Ordinal);
        await _world.RemoveAsync("partly");
    }

    [Fact]
    public async Task A_hook_that_acts_as_the_system_is_repeated_with_the_rights_of_whoever_repeats_it()
    {
        const string Body = "const found = await db.query('Trace', { fields: ['title'] }); log.info('found', found.length > 0); throw new Error('x');";
        Succeeded(await _world.AskAsync("/graphql", "mutation { createTrace(input: { title: \"of the administrator\" }) { record { id } } }"));
        await _world.PublishAsync(Hook("asSystem", Body, ",\"runAs\":\"system\""), "SCRIPT_RIGHTS");
        string id = await FailAsync(null, null, "by the system");
        await _world.PublishAsync("""{"kind":"role","name":"reader","label":"Reader","rights":["customize"],"objects":[{"object":"Deal","read":"all"},{"object":"Trace","read":"all"}]}""");
        using HookedHost reader = await _world.OfMemberAsync("reader@example.com", "reader");
        // The same calls have the answers of then; another call is answered with what the reader may: nothing can be made by who may not make it.
        Assert.True(Succeeded(await ReplayAsync(reader, id, null)).GetProperty("replayHook").GetProperty("same").GetBoolean());
        string edited = Hook("asSystem", "await db.create('Trace', { title: 'made by a replay' });", ",\"runAs\":\"system\"");
        JsonElement now = Succeeded(await ReplayAsync(reader, id, edited)).GetProperty("replayHook").GetProperty("now");
        Assert.Equal("HOOK_THROWN", now.GetProperty("failure").GetProperty("code").GetString());
        JsonElement mine = Succeeded(await ReplayAsync(_world, id, edited)).GetProperty("replayHook").GetProperty("now");
        Assert.Equal(JsonValueKind.Null, mine.GetProperty("failure").ValueKind);
        Assert.Empty(await _world.TracesAsync("made by a replay"));
        await _world.RemoveAsync("asSystem");
    }

    [Fact]
    public async Task A_repeated_run_takes_no_numbers_sends_nothing_and_leaves_no_trace()
    {
        await _world.PublishAsync(
            """{"kind":"object","name":"Numbered","label":"Numbered","pluralLabel":"Numbereds","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"number","label":"Number","type":"autoNumber","format":"N-{0}"}]}""");
        string id = await FailAsync("numbers", "throw new Error('x');", "numbers");
        string edited = Hook("numbers", "await db.create('Numbered', { title: 'a' }); await db.create('Numbered', { title: 'b' });", "", "[{\"object\":\"Numbered\",\"write\":true},{\"object\":\"Deal\",\"read\":true}]");
        JsonElement replay = Succeeded(await ReplayAsync(_world, id, edited)).GetProperty("replayHook").GetProperty("now");
        Assert.Equal(JsonValueKind.Null, replay.GetProperty("failure").ValueKind);
        JsonElement made = Succeeded(await _world.AskAsync("/graphql", "mutation { createNumbered(input: { title: \"first\" }) { record { number } } }"));
        Assert.Equal("N-1", made.GetProperty("createNumbered").GetProperty("record").GetProperty("number").GetString());
        Assert.Equal(1, Succeeded(await _world.AskAsync("/metadata", "{ traces(hook: \"numbers\") { id } }")).GetProperty("traces").GetArrayLength());
        await _world.RemoveAsync("numbers");
    }

    [Fact]
    public async Task Nothing_is_shown_of_a_field_that_was_removed_since()
    {
        const string Head = """{"kind":"object","name":"Pay","label":"Pay","pluralLabel":"Pays","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"}""";
        await _world.PublishAsync(Head + """,{"name":"salary","label":"Salary","type":"integer"}]}""");
        await _world.PublishAsync(Hook("paying", "log.info(JSON.stringify(records)); throw new Error(`${records[0].salary} is too much`);", "", "[]").Replace("\"Deal\"", "\"Pay\"", StringComparison.Ordinal));
        JsonElement refused = await _world.AskAsync("/graphql", "mutation { createPay(input: { title: \"seen\", salary: 4711 }) { record { id } } }");
        string id = refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("traceId").GetString()!;
        Assert.Contains("4711", (await TraceAsync(_world, id)).GetRawText(), StringComparison.Ordinal);
        await _world.PublishAsync(Head + "]}", "DATA_LOSS");
        string shown = (await TraceAsync(_world, id)).GetRawText();
        Assert.Contains("seen", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", shown, StringComparison.Ordinal);
        Assert.Equal("TRACE_RUN_NOT_READABLE", (await ReplayAsync(_world, id, null)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("reason").GetString());
        await _world.RemoveAsync("paying");
    }

    [Fact]
    public async Task Who_writes_does_not_wait_for_a_run_that_is_repeated()
    {
        await _world.PublishAsync(
            """{"kind":"object","name":"Counted","label":"Counted","pluralLabel":"Counteds","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"number","label":"Number","type":"autoNumber","format":"C-{0}"}]}""");
        RecordCaller caller = await _world.CallerAsync();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        WriteRequest create = new(caller.Model.Object("Counted"), WriteKind.Create, [new WriteInput(null, new Dictionary<string, object?> { ["title"] = "rehearsed" }, null)]);
        string? number = await host.Services.GetRequiredService<HookTransactions>().RehearseAsync(caller, async (transaction, session) =>
        {
            Assert.Null((await transaction.Writer.WriteWithinAsync(create, caller, session, transaction, cancellation)).Refusal);
            Assert.Null((await transaction.Writer.WriteWithinAsync(create, caller, session, transaction, cancellation)).Refusal);
            // While its transaction is open.
            JsonElement made = Succeeded(await _world.AskAsync("/graphql", "mutation { createCounted(input: { title: \"live\" }) { record { number } } }"));
            return made.GetProperty("createCounted").GetProperty("record").GetProperty("number").GetString();
        }, cancellation);
        Assert.Equal("C-1", number);
    }

    [Fact]
    public async Task A_hook_that_a_process_calls_in_a_repeated_run_has_the_rights_of_whoever_repeats_it()
    {
        Succeeded(await _world.AskAsync("/graphql", "mutation { createTrace(input: { title: \"not for everybody\" }) { record { id } } }"));
        await _world.PublishAsync(
            """
            {"kind":"object","name":"Step","label":"Step","pluralLabel":"Steps","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},
              {"name":"stage","label":"Stage","type":"picklist","values":[{"value":"open","label":"Open"},{"value":"told","label":"Told"}]}]}
            """);
        await _world.PublishAsync(
            """
            {"kind":"hook","name":"peek","label":"Peek","object":"Step","on":["process"],"runAs":"system","source":"peek.js","access":[{"object":"Trace","read":true}],
             "modules":[{"path":"peek.js","source":"export default async ({ records, db, error }) => { error(records[0], 'title', 'saw ' + (await db.query('Trace', { fields: ['title'] })).length); };"}]}
            """, "SCRIPT_RIGHTS");
        await _world.PublishAsync("""{"kind":"pipeline","name":"steps","label":"Steps","object":"Step","field":"stage","stages":[{"value":"open"},{"value":"told","enterActions":[{"do":"callHook","hook":"peek"}]}]}""");
        string step = Succeeded(await _world.AskAsync("/graphql", "mutation { createStep(input: { title: \"s\" }) { record { id } } }")).GetProperty("createStep").GetProperty("record").GetProperty("id").GetString()!;
        await _world.PublishAsync(Hook("stepping", "throw new Error('x');", "", "[]"));
        string id = await FailAsync(null, null, "stepping");
        await _world.PublishAsync("""{"kind":"role","name":"stepper","label":"Stepper","rights":["customize"],"objects":[{"object":"Deal","read":"all"},{"object":"Step","read":"all","edit":"all"},{"object":"Trace","read":"own"}]}""");
        using HookedHost stepper = await _world.OfMemberAsync("stepper@example.com", "stepper");
        string edited = Hook("stepping", $"try {{ await db.update('Step', '{step}', {{ stage: 'told' }}); }} catch (e) {{ log.info(e.message); }}", "", "[{\"object\":\"Step\",\"read\":true,\"write\":true}]");
        Assert.Contains("saw 0", Succeeded(await ReplayAsync(stepper, id, edited)).GetRawText(), StringComparison.Ordinal);
        await _world.RemoveAsync("stepping");
    }

    [Fact]
    public async Task Where_no_worker_starts_a_run_is_not_repeated()
    {
        await using ScriptHost broken = new(new WorkerLimits(), new ScriptLimits(), TimeProvider.System, () => throw new ScriptingUnavailableException("No worker."));
        HookTransactions transactions = ActivatorUtilities.CreateInstance<HookTransactions>(host.Services, ActivatorUtilities.CreateInstance<HookEngine>(host.Services, broken));
        JsonObject run = JsonNode.Parse("""{"input":{},"event":"beforeInsert","object":null,"seed":"00","isAlone":false,"calls":[]}""")!.AsObject();
        HookDocument script = HookWorld.Hook("Deal", [HookEvent.BeforeInsert], "export default () => {};");
        Assert.Null(await new HookReplay(transactions).RunAsync(await _world.CallerAsync(), run, script, TestContext.Current.CancellationToken));
    }

    private async Task<string> FailAsync(string? name, string? body, string title)
    {
        if (name is not null) await _world.HookAsync(name, ["beforeInsert"], body!);
        JsonElement refused = await _world.AskAsync("/graphql", "mutation($t: String) { createDeal(input: { title: $t }) { record { id } } }", new { t = title });
        return refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("traceId").GetString()!;
    }

    private static string Hook(string name, string body, string more = "", string access = "[{\"object\":\"Trace\",\"read\":true,\"write\":true},{\"object\":\"Deal\",\"read\":true}]") =>
        $$"""{"kind":"hook","name":"{{name}}","label":"{{name}}","object":"Deal","on":["beforeInsert"],"source":"{{name}}.js","access":{{access}}{{more}},"modules":[{"path":"{{name}}.js","source":{{JsonSerializer.Serialize($"export default async ({{ records, db, log }}) => {{ {body} }};")}}}]}""";

    private static async Task<JsonElement> TraceAsync(HookedHost reader, string id) =>
        Succeeded(await reader.AskAsync("/metadata", "query($id: ID!) { trace(id: $id) { message content } }", new { id })).GetProperty("trace");

    private static Task<JsonElement> ReplayAsync(HookedHost caller, string id, string? hook) => caller.AskAsync(
        "/metadata", "mutation($t: ID!, $h: JSON) { replayHook(trace: $t, run: 0, hook: $h) { same now } }", new { t = id, h = hook is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(hook) });
}
