using System.Text.Json;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks that are asked while a form is filled in, and again when it is saved, through a whole host.</summary>
public sealed class ValidationHookTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Ask = "query($id: ID, $i: DealCreate!) { validateDeal(id: $id, input: $i) { problems { object id field code message } } }";
    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_form_is_told_what_saving_will_say_and_nothing_is_written()
    {
        await HookAsync("for (const r of records) { const [same] = await db.query('Deal', { filter: { title: { eq: r.title } }, first: 1 }); if (same && same.id !== r.id) context.error(r, 'title', `Taken since ${context.isNew(r) ? 'ever' : old(r).title}.`); if (r.amount > 100) context.error(r, 'Too much.'); }");
        string taken = $"taken {Guid.NewGuid():N}";
        string other = await _world.CreateDealAsync(taken), edited = await _world.CreateDealAsync("edited", 1);
        Assert.Empty(await AskAsync(null, new { title = taken + "!" }));
        Assert.Equal(["title HOOK_REFUSED Taken since ever.", " HOOK_REFUSED Too much."], await AskAsync(null, new { title = taken, amount = "101" }));
        Assert.Equal(["title HOOK_REFUSED Taken since edited."], await AskAsync(edited, new { title = taken }));
        Assert.Empty(await AskAsync(other, new { title = taken }));
        JsonElement refused = await _world.AskAsync("/graphql", "mutation($id: ID!, $i: DealUpdate!) { updateDeal(id: $id, input: $i) { record { id } } }", new { id = edited, i = new { title = taken } });
        Assert.Equal("VALIDATION_FAILED", refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("Taken since edited.", refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems")[0].GetProperty("message").GetString());
        JsonElement deal = Succeeded(await _world.AskAsync("/graphql", "query($id: ID!) { deal(id: $id) { title version } }", new { id = edited })).GetProperty("deal");
        Assert.Equal(("edited", 1), (deal.GetProperty("title").GetString(), deal.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Defaults_and_what_hooks_before_the_write_set_are_there_at_save()
    {
        await HookAsync("for (const r of records) if (r.amount === 7) context.error(r, 'amount', 'Seven.');");
        await _world.HookAsync("sets", ["beforeInsert"], "for (const r of records) if (r.title === 'to seven') r.amount = 7;");
        JsonElement refused = await _world.AskAsync("/graphql", "mutation { createDeal(input: { title: \"to seven\" }) { record { id } } }");
        Assert.Equal("amount", refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems")[0].GetProperty("field").GetString());
        Assert.Empty(await AskAsync(null, new { title = "to seven" }));
        await _world.RemoveAsync("sets");
    }

    [Theory]
    [InlineData("records[0].title = 'changed';", "HOOK_RESULT_INVALID")]
    [InlineData("await db.create('Trace', { title: 'written' });", "HOOK_THROWN")]
    [InlineData("for (;;);", "HOOK_CPU_TIME")]
    public async Task What_a_hook_of_a_form_may_not_do_is_told(string body, string code)
    {
        await HookAsync(body);
        JsonElement failed = await _world.AskAsync("/graphql", Ask, new { i = new { title = "fails" } });
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("data").GetProperty("validateDeal").ValueKind);
        JsonElement extensions = failed.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(("HOOK_FAILED", code), (extensions.GetProperty("code").GetString(), extensions.GetProperty("problems")[0].GetProperty("code").GetString()));
        Assert.Empty(await _world.TracesAsync("written"));
    }

    [Fact]
    public async Task A_value_that_is_none_is_a_problem_and_a_record_that_is_not_there_an_error()
    {
        await HookAsync("");
        Assert.StartsWith("title TOO_LONG", Assert.Single(await AskAsync(null, new { title = new string('x', 1001) })), StringComparison.Ordinal);
        foreach ((string id, string code) in new[] { (Guid.NewGuid().ToString(), "NOT_FOUND"), ("none", "BAD_USER_INPUT") })
        {
            JsonElement error = (await _world.AskAsync("/graphql", Ask, new { id, i = new { title = "x" } })).GetProperty("errors")[0];
            Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        }

        await _world.RemoveAsync("asked");
        Assert.Contains("Cannot query field", (await _world.AskAsync("/graphql", Ask, new { i = new { title = "x" } })).ToString(), StringComparison.Ordinal);
    }

    private Task HookAsync(string body) => _world.HookAsync("asked", ["validate"], body);

    private async Task<string[]> AskAsync(string? id, object input)
    {
        JsonElement data = Succeeded(await _world.AskAsync("/graphql", Ask, new { id, i = input }));
        return
        [
            .. data.GetProperty("validateDeal").GetProperty("problems").EnumerateArray()
                .Select(p => $"{p.GetProperty("field").GetString()} {p.GetProperty("code").GetString()} {p.GetProperty("message").GetString()}"),
        ];
    }
}
