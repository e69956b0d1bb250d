using System.Text.Json;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks before and after conversions, through a whole host: what they see of the record and of what it becomes, and what they may do about it.</summary>
public sealed class ConversionHookTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Convert = """
        mutation($id: ID!, $targets: DealConversionTargets, $dry: Boolean! = false) { convertDeal(id: $id, targets: $targets, dryRun: $dry) {
          done record { title becameJob { title note } } job { title note } targets { values problems { field code message } } problems { field code message } } }
        """;

    private HookedHost _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await HookedHost.OpenAsync(host);
        await _world.PublishAsync("""{"kind":"object","name":"Job","label":"Job","pluralLabel":"Jobs","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"note","label":"Note","type":"text"}]}""");
        await _world.PublishAsync(
            """{"kind":"fieldExtension","name":"dealConverted","object":"Deal","fields":[{"name":"becameAt","label":"Became","type":"dateTime","readOnly":true},{"name":"becameJob","label":"Job","type":"lookup","target":"Job","readOnly":true}]}""");
        await _world.PublishAsync(
            """{"kind":"conversion","name":"win","label":"Win","object":"Deal","convertedField":"becameAt","targets":[{"alias":"job","object":"Job","link":"becameJob","set":[{"field":"title","value":"record.title"}]}]}""");
    }

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Before_a_conversion_a_hook_sets_what_the_record_and_its_targets_get()
    {
        await HooksAsync("deal.title += '!'; job.note = `${targets.job.action} ${targets.job.object} ${job.title}`; job.title = job.title.toUpperCase();");
        JsonElement answer = await ConvertedAsync(await _world.CreateDealAsync("won"));
        Assert.Equal("""{"title":"won!","becameJob":{"title":"WON","note":"CREATE Job won"}}""", answer.GetProperty("record").GetRawText());
    }

    [Fact]
    public async Task What_a_hook_sets_of_an_attached_record_fills_what_is_blank()
    {
        await HooksAsync("job.title = 'other'; job.note = old(job).title;");
        string job = Succeeded(await _world.AskAsync("/graphql", "mutation { createJob(input: { title: \"kept\" }) { record { id } } }")).GetProperty("createJob").GetProperty("record").GetProperty("id").GetString()!;
        JsonElement answer = await ConvertedAsync(await _world.CreateDealAsync("won"), new { job = new { id = job } });
        Assert.Equal("""{"title":"kept","note":"kept"}""", answer.GetProperty("job").GetRawText());
    }

    [Theory]
    [InlineData("error(job, 'title', 'Not this one.');", "")]
    [InlineData("error(deal, 'title', 'Not this one.');", "")]
    [InlineData("", "error(deal, 'title', 'Not this one.');")]
    [InlineData("", "error(job, 'title', 'Not this one.');")]
    public async Task A_hook_that_objects_leaves_everything_as_it_was(string before, string after)
    {
        await HooksAsync("await db.create('Trace', { title: 'objected' }); " + before, after);
        string deal = await _world.CreateDealAsync("won");
        JsonElement problem = (await AskAsync(deal)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems")[0];
        Assert.Equal(("title", "HOOK_REFUSED", "Not this one."), (problem.GetProperty("field").GetString(), problem.GetProperty("code").GetString(), problem.GetProperty("message").GetString()));
        JsonElement told = Succeeded(await AskAsync(deal, dry: true)).GetProperty("convertDeal");
        Assert.False(told.GetProperty("done").GetBoolean());
        Assert.Contains("HOOK_REFUSED", told.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await _world.TracesAsync("objected"));
    }

    [Fact]
    public async Task After_a_conversion_a_hook_sees_what_was_written_and_writes_in_its_transaction()
    {
        await HooksAsync("", "await db.create('Trace', { title: `after ${isNew(job)} ${deal.becameJob === job.id} ${changed(deal, 'becameJob')} ${job.title}` });");
        string title = $"won {Guid.NewGuid():N}", deal = await _world.CreateDealAsync(title);
        Assert.True(Succeeded(await AskAsync(deal, dry: true)).GetProperty("convertDeal").GetProperty("done").GetBoolean());
        Assert.Empty(await _world.TracesAsync($"after true true true {title}"));
        await ConvertedAsync(deal);
        Assert.Single(await _world.TracesAsync($"after true true true {title}"));
    }

    [Theory]
    [InlineData("job.nothing = 'x';", "", "no field")]
    [InlineData("targets.job = null;", "", "read only")]
    [InlineData("", "job.title = 'x';", "use db.update")]
    public async Task What_a_hook_of_a_conversion_cannot_do_is_told_and_undoes_it(string before, string after, string message)
    {
        await HooksAsync(before, after);
        JsonElement error = (await AskAsync(await _world.CreateDealAsync("won"))).GetProperty("errors")[0];
        Assert.Equal("HOOK_FAILED", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_failed_is_repeated_with_what_the_record_becomes()
    {
        await HooksAsync("job.note = 'as set'; throw new Error('x');");
        string id = TraceOf(await AskAsync(await _world.CreateDealAsync("won")));
        JsonElement same = await ReplayAsync(id, null);
        Assert.True(same.GetProperty("same").GetBoolean(), same.GetRawText());
        JsonElement mended = await ReplayAsync(id, Hook("before", "beforeConvert", "records[0].title += '!'; targets.job.record.note = old(targets.job.record) === null ? 'new' : 'old';"));
        Assert.Equal(JsonValueKind.Null, mended.GetProperty("now").GetProperty("failure").ValueKind);
        Assert.Equal("""[{"index":0,"values":{"title":"won!"}},{"index":1,"values":{"note":"new"}}]""", mended.GetProperty("now").GetProperty("result").GetProperty("changes").GetRawText());
        JsonElement wrong = await ReplayAsync(id, Hook("before", "beforeConvert", "targets.job.record.nothing = 1;"));
        Assert.Contains("no field", wrong.GetProperty("now").GetProperty("failure").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_show_what_a_record_becomes_to_those_who_may_read_it()
    {
        await _world.PublishAsync(Hook("before", "beforeConvert", "targets.job.record.note = 'hidden note';"));
        await _world.PublishAsync(Hook("after", "afterConvert", "log.info(targets.job.record.note); throw new Error(targets.job.record.note);"));
        string id = TraceOf(await AskAsync(await _world.CreateDealAsync("seen")));
        await _world.PublishAsync("""{"kind":"role","name":"dealer","label":"Dealer","rights":["customize"],"objects":[{"object":"Deal","read":"all"}]}""");
        using HookedHost dealer = await _world.OfMemberAsync("dealer@example.com", "dealer");
        const string Trace = "query($id: ID!) { trace(id: $id) { message content } }";
        string shown = Succeeded(await dealer.AskAsync("/metadata", Trace, new { id })).GetRawText();
        Assert.Contains("seen", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden note", shown, StringComparison.Ordinal);
        Assert.Contains("hidden note", Succeeded(await _world.AskAsync("/metadata", Trace, new { id })).GetRawText(), StringComparison.Ordinal);
    }

    private static string TraceOf(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("traceId").GetString()!;

    private static string Hook(string name, string on, string body) =>
        $$"""{"kind":"hook","name":"{{name}}","label":"{{name}}","object":"Deal","on":["{{on}}"],"source":"{{name}}.js","modules":[{"path":"{{name}}.js","source":{{JsonSerializer.Serialize($"export default ({{ records, targets, old, log }}) => {{ {body} }};")}}}]}""";

    private async Task<JsonElement> ReplayAsync(string trace, string? hook) => Succeeded(await _world.AskAsync(
        "/metadata", "mutation($t: ID!, $h: JSON) { replayHook(trace: $t, run: 0, hook: $h) { same now differences { path } } }",
        new { t = trace, h = hook is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(hook) })).GetProperty("replayHook");

    private async Task HooksAsync(string before, string after = "")
    {
        const string Names = "'use strict'; const { targets, error, isNew } = context; const [deal] = records; const job = targets.job.record; ";
        await _world.HookAsync("before", ["beforeConvert"], Names + before);
        await _world.HookAsync("after", ["afterConvert"], Names + after);
    }

    private async Task<JsonElement> ConvertedAsync(string deal, object? targets = null) => Succeeded(await AskAsync(deal, targets)).GetProperty("convertDeal");

    private Task<JsonElement> AskAsync(string id, object? targets = null, bool dry = false) => _world.AskAsync("/graphql", Convert, new { id, targets, dry });
}
