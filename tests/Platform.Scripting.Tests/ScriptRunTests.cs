using System.Text.Json;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;
using Xunit;

namespace Platform.Scripting.Tests;

/// <summary>What a script sees, and what comes back.</summary>
public sealed class ScriptRunTests(HostileScriptTests.SharedHost shared) : IClassFixture<HostileScriptTests.SharedHost>
{
    private readonly ScriptHost _host = shared.Host;

    [Fact]
    public async Task A_changed_field_comes_back_and_an_unchanged_one_does_not()
    {
        ScriptOutcome outcome = await _host.RunAsync("export default ({ records }) => { records[0].size = 2; records[0].name = 'after'; };");
        Assert.Equal("""{"changes":[{"index":0,"values":{"size":2}}],"errors":[]}""", outcome.Text());
    }

    [Fact]
    public async Task A_script_tells_what_was_and_what_changed()
    {
        ScriptOutcome outcome = await _host.RunAsync(
            "export default ({ records: [a], old, changed, isNew, log }) => log.info(a.name, old(a).name, changed(a, 'name'), changed(a, 'size'), isNew(a));");
        Assert.Equal("after before true false false", Assert.Single(outcome.Log).Text);
    }

    [Fact]
    public async Task A_refused_record_has_its_field_and_message()
    {
        ScriptOutcome outcome = await _host.RunAsync("export default ({ records: [a], error, t }) => { error(a, 'name', t('hello', { name: 'you' })); error(a, 'whole'); };");
        Assert.Equal("""{"changes":[],"errors":[{"index":0,"field":"name","message":"Hello you"},{"index":0,"field":null,"message":"whole"}]}""", outcome.Text());
    }

    [Fact]
    public async Task A_message_that_is_cut_remains_a_text()
    {
        ScriptOutcome refused = await _host.RunAsync("export default ({ records: [a], error }) => error(a, 'name', 'x'.repeat(999) + '😀');");
        Assert.Null(refused.Failure);
        using var document = JsonDocument.Parse(refused.Text());
        Assert.Equal(new string('x', 999) + '\uFFFD', document.RootElement.GetProperty("errors")[0].GetProperty("message").GetString());
        ScriptOutcome thrown = await _host.RunAsync("export default () => { throw new Error('x'.repeat(1999) + '😀'); };");
        Assert.Equal(new string('x', 1999) + '\uFFFD', thrown.Failure!.Message);
    }

    [Fact]
    public async Task Time_is_the_time_that_the_host_gives()
    {
        ScriptOutcome outcome = await _host.RunAsync("export default ({ now, log }) => log.info(now().getFullYear(), new Date().getUTCFullYear(), Date.now() >= 1700000000000);");
        Assert.Equal("2023 2023 true", Assert.Single(outcome.Log).Text);
    }

    [Fact]
    public async Task Digests_are_those_of_the_standard()
    {
        ScriptOutcome outcome = await _host.RunAsync(
            "export default ({ crypto, uuid, log }) => log.info(crypto.sha256('abc'), crypto.hmacSha256('key', 'abc', 'base64'), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid()));");
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad nBluMtwBdfhvSxy4konWYZ3mvuaZ5MN45oMJ7Zehpqs= true", Assert.Single(outcome.Log).Text);
    }

    [Fact]
    public async Task An_error_has_the_line_and_column_of_the_author()
    {
        ScriptBundle bundle = new("hooks/lead.ts", new Dictionary<string, string>
        {
            ["hooks/lead.ts"] = "import { clean } from './text';\nexport default ({ records }) => {\n  clean(records[0].missing);\n};\n",
            ["hooks/text.ts"] = "export function clean(text) {\n  return text.trim();\n}\n",
        });
        ScriptOutcome outcome = await _host.RunAsync(bundle);

        Assert.Equal(ScriptCodes.Thrown, outcome.Failure!.Code);
        Assert.Equal("hooks/text.ts:2:15", outcome.Failure.Place!.ToString());
        Assert.Equal(
            "TypeError: Cannot read properties of undefined (reading 'trim')\n    at clean (hooks/text.ts:2:15)\n    at default (hooks/lead.ts:3:3)",
            outcome.Failure.Stack);
    }

    [Fact]
    public async Task An_answer_of_the_platform_resolves_its_promise()
    {
        ScriptOutcome outcome = await _host.RunAsync("export default async ({ db, log }) => log.info(await db.get('Account', '1'), ...(await Promise.all([db.query('A'), db.aggregate('B')])));");
        Assert.Equal("db.get db.query db.aggregate", Assert.Single(outcome.Log).Text);
        Assert.Equal(3, outcome.Calls);
    }

    [Fact]
    public async Task A_refusal_of_the_platform_can_be_caught()
    {
        ScriptOutcome outcome = await _host.RunAsync(
            "export default async ({ db, log }) => { try { await db.get('Account', '1'); } catch (error) { log.warn(error.name, error.code, error.message); } };", new Refusing());
        Assert.Equal("PlatformError NOT_FOUND There is none.", Assert.Single(outcome.Log).Text);
        Assert.Null(outcome.Failure);
    }

    [Fact]
    public async Task A_refusal_that_is_not_caught_names_its_code_and_the_line_of_the_call()
    {
        ScriptOutcome outcome = await _host.RunAsync("export default async ({ db }) => {\n  await db.get('Account', '1');\n};", new Refusing());
        Assert.Equal(("NOT_FOUND", "There is none.", "test.js:2:12"), (outcome.Failure!.Cause, outcome.Failure.Message, outcome.Failure.Place!.ToString()));
    }

    [Fact]
    public async Task A_rejection_that_is_caught_late_is_no_failure()
    {
        ScriptOutcome outcome = await _host.RunAsync(
            "export default async ({ db, log }) => { const first = db.get('A', '1'); await db.query('A').catch(() => 0); await first.catch((e) => log.info(e.code)); };", new Refusing());
        Assert.Null(outcome.Failure);
        Assert.Equal("NOT_FOUND", Assert.Single(outcome.Log).Text);
    }

    [Fact]
    public async Task A_value_is_returned_where_there_are_no_records()
    {
        ScriptOutcome outcome = await _host.RunAsync(
            "export default async ({ input }) => ({ sum: input.a + input.b, at: new Date(0) });", input: new { @event = "action", input = new { a = 1, b = 2 }, user = new { }, tenant = new { }, now = 0, texts = new { } });
        Assert.Equal("""{"value":{"sum":3,"at":"1970-01-01T00:00:00.000Z"},"errors":[]}""", outcome.Text());
    }

    [Fact]
    public async Task Runs_share_nothing()
    {
        Guid tenant = Guid.NewGuid();
        await using ScriptLease lease = await _host.LeaseAsync(tenant, default);
        ScriptBundle bundle = Scripts.Bundle("let count = 0; export default ({ log }) => { globalThis.seen = (globalThis.seen ?? 0) + 1; Array.prototype.seen = 1; log.info(++count, globalThis.seen); };");
        for (int n = 0; n < 3; n++)
        {
            ScriptOutcome outcome = await lease.RunAsync(bundle, "default", Scripts.Input(), Scripts.Limits, new Scripts.EchoCalls(), default);
            Assert.Equal("1 1", Assert.Single(outcome.Log).Text);
        }
    }

    [Fact]
    public async Task A_run_that_a_run_causes_takes_the_same_worker()
    {
        await using ScriptLease lease = await _host.LeaseAsync(Guid.NewGuid(), default);
        Nesting calls = new(lease);
        ScriptOutcome outcome = await lease.RunAsync(Scripts.Bundle(Nesting.Source), "default", Scripts.Input(), Scripts.Limits, calls, default);
        Assert.Equal("back from 5", Assert.Single(outcome.Log).Text);
        Assert.Null(outcome.Failure);
    }

    [Fact]
    public async Task After_a_limit_was_broken_nothing_more_runs_in_the_lease()
    {
        await using ScriptLease lease = await _host.LeaseAsync(Guid.NewGuid(), default);
        ScriptOutcome first = await lease.RunAsync(Scripts.Bundle("export default () => { for (;;); };"), "default", Scripts.Input(), Scripts.Limits, new Scripts.EchoCalls(), default);
        ScriptOutcome second = await lease.RunAsync(Scripts.Bundle("export default () => {};"), "default", Scripts.Input(), Scripts.Limits, new Scripts.EchoCalls(), default);
        Assert.Equal((ScriptCodes.CpuTime, ScriptCodes.CpuTime), (first.Failure!.Code, second.Failure!.Code));
        Assert.Equal("The script computed longer than 400 ms.", first.Failure.Message);
    }

    private sealed class Refusing : IScriptCalls
    {
        public Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation) =>
            Task.FromResult(ScriptAnswer.Refused("NOT_FOUND", "There is none."));
    }

    /// <summary>Every call runs the script once more, five deep.</summary>
    private sealed class Nesting(ScriptLease lease) : IScriptCalls
    {
        public const string Source = "export default async ({ db, log }) => log.info('back from', await db.get('Account', '1'));";
        private int _depth;

        public async Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation)
        {
            if (++_depth == 5) return ScriptAnswer.Of("5");
            ScriptOutcome inner = await lease.RunAsync(Scripts.Bundle(Source), "default", Scripts.Input(), Scripts.Limits, this, cancellation);
            return inner.Failure is null ? ScriptAnswer.Of("5") : ScriptAnswer.Refused(inner.Failure.Code, inner.Failure.Message);
        }
    }
}
