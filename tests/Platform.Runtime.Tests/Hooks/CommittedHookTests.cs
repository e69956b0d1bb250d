using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Scripting.Pooling;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks after commit, through a whole host: they run by themselves, at least once, in their order, and what fails is kept.</summary>
public sealed class CommittedHookTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_sees_what_was_and_what_became_and_writes_in_a_transaction_of_its_own()
    {
        await _world.HookAsync("seen", ["afterCommitInsert", "afterCommitUpdate"],
            "for (const r of records) if (r.title.startsWith('seen')) await db.create('Trace', { title: `${r.title} ${event} ${old(r)?.title ?? 'new'} ${changed(r, 'title')} ${typeof key} ${context.committedAt instanceof Date} ${typeof context.error}` });");
        string id = await _world.CreateDealAsync("seen one");
        await _world.UpdateDealAsync(id, "seen two");
        Assert.Equal(
            ["seen one afterCommitInsert new true string true undefined", "seen two afterCommitUpdate seen one true string true undefined"],
            await _world.TracesAsync("seen", 2));
        await _world.RemoveAsync("seen");
    }

    [Fact]
    public async Task Nothing_is_heard_of_a_write_that_was_refused()
    {
        await _world.HookAsync("refusing", ["afterInsert"], "for (const r of records) if (r.title === 'told refused') throw new Error('no');");
        await _world.HookAsync("told", ["afterCommitInsert"], "for (const r of records) if (r.title.startsWith('told')) await db.create('Trace', { title: r.title });");
        JsonElement refused = await _world.AskAsync("/graphql", """mutation { createDeal(input: { title: "told refused" }) { record { id } } }""");
        Assert.True(refused.TryGetProperty("errors", out _));
        await _world.CreateDealAsync("told written");
        Assert.Equal(["told written"], await _world.TracesAsync("told", 1));
        await _world.RemoveAsync("refusing");
        await _world.RemoveAsync("told");
    }

    [Fact]
    public async Task A_run_that_fails_leaves_nothing_behind_and_is_tried_again_with_the_same_key()
    {
        await _world.HookAsync("again", ["afterCommitInsert"],
            """
            for (const r of records) {
              if (!r.title.startsWith('again')) continue;
              const earlier = await db.query('Trace', { filter: { title: { startsWith: 'again open' } }, fields: ['title'] });
              await db.create('Trace', { title: `again ${key}` });
              if (earlier.length === 0) throw new Error('not yet');
            }
            """);
        await _world.CreateDealAsync("again");
        await Eventually.HoldsAsync(async () => await ScalarAsync("SELECT attempts::bigint FROM platform.outbox WHERE topic = 'hook' AND last_error LIKE '%not yet%'") >= 1, "a failed attempt");
        Assert.Empty(await _world.TracesAsync("again"));
        string key = await TextAsync("SELECT key FROM platform.outbox WHERE topic = 'hook' AND last_error LIKE '%not yet%'");
        await _world.AskAsync("/graphql", """mutation { createTrace(input: { title: "again open" }) { record { id } } }""");
        await HurryAsync();
        Assert.Equal(["again open", $"again {key}"], await _world.TracesAsync("again", 2));
        await _world.RemoveAsync("again");
    }

    [Fact]
    public async Task What_it_makes_in_the_name_of_somebody_who_was_removed_meanwhile_belongs_to_nobody()
    {
        await _world.HookAsync("gone", ["afterCommitInsert"],
            """
            for (const r of records) {
              if (r.title !== 'gone deal') continue;
              const opened = await db.query('Trace', { filter: { title: { startsWith: 'gone open' } }, fields: ['title'] });
              if (opened.length === 0) throw new Error('nobody is gone');
              await db.create('Trace', { title: 'gone written' });
            }
            """,
            ",\"runAs\":\"system\"", "SCRIPT_RIGHTS");
        using (HookedHost leaver = await _world.OfMemberAsync("leaver@example.com", "administrator")) await leaver.CreateDealAsync("gone deal");
        string user = await TextAsync("SELECT owner_id::text FROM t_default.deal WHERE title = 'gone deal'");
        await Eventually.HoldsAsync(async () => await ScalarAsync("SELECT attempts::bigint FROM platform.outbox WHERE topic = 'hook' AND last_error LIKE '%nobody is gone%'") >= 1, "a failed attempt");
        HookedHost.Succeeded(await _world.AskAsync("/graphql", "mutation($id: ID!) { purgeUser(id: $id) { __typename } }", new { id = user }));
        HookedHost.Succeeded(await _world.AskAsync("/graphql", """mutation { createTrace(input: { title: "gone open" }) { record { id } } }"""));
        await HurryAsync();
        Assert.Equal(["gone open", "gone written"], await _world.TracesAsync("gone", 2));
        Assert.Equal($"nobody by {user}", await TextAsync("SELECT coalesce(owner_id::text, 'nobody') || ' by ' || created_by_id FROM t_default.trace WHERE title = 'gone written'"));
        await _world.RemoveAsync("gone");
    }

    [Fact]
    public async Task A_script_that_fails_again_and_again_is_set_aside_and_holds_up_nobody()
    {
        await _world.HookAsync("aside", ["afterCommitInsert"],
            "for (const r of records) { if (r.title === 'aside bad') throw new Error('never'); if (r.title.startsWith('aside')) await db.create('Trace', { title: r.title }); }", ",\"queue\":\"hook\"");
        await _world.CreateDealAsync("aside bad");
        await _world.CreateDealAsync("aside good");
        await Eventually.HoldsAsync(
            async () =>
            {
                await HurryAsync();
                return await ScalarAsync("SELECT count(*) FROM platform.outbox WHERE topic = 'hook' AND next_attempt_at IS NULL AND attempts = 8 AND last_error LIKE 'HOOK_THROWN: “aside” failed: never (aside.js:%'") == 1;
            },
            "the message was set aside");
        Assert.Equal(["aside good"], await _world.TracesAsync("aside", 1));
        await _world.RemoveAsync("aside");
    }

    [Fact]
    public async Task A_write_of_more_than_a_run_takes_is_heard_of_in_several_runs()
    {
        await _world.PublishAsync(
            """{"kind":"object","name":"Heavy","label":"Heavy","pluralLabel":"Heavies","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"body","label":"Body","type":"longText","maxLength":100000}]}""");
        await _world.PublishAsync(
            """
            {"kind":"hook","name":"heavy","label":"Heavy","object":"Heavy","on":["afterCommitUpdate"],"source":"heavy.js","queue":"hook","access":[{"object":"Trace","write":true}],
             "modules":[{"path":"heavy.js","source":"export default async ({ records, db }) => { await db.create('Trace', { title: `heavy ${records.length} ${records.every(r => r.body.length === 100000)}` }); };"}]}
            """);
        string inputs = string.Join(',', Enumerable.Range(0, 100).Select(_ => "{title: \"heavy\"}"));
        HookedHost.Succeeded(await _world.AskAsync("/graphql", $"mutation {{ createHeavies(inputs: [{inputs}]) {{ failures {{ message }} }} }}"));
        HookedHost.Succeeded(await _world.AskAsync(
            "/graphql", "mutation($b: String) { updateHeavies(filter: { title: { eq: \"heavy\" } }, input: { body: $b }) { failures { message } } }", new { b = new string('x', 100_000) }));
        await Eventually.HoldsAsync(async () => (await _world.TracesAsync("heavy")).Sum(t => int.Parse(t.Split(' ')[1], CultureInfo.InvariantCulture)) == 100, "every record was heard of");
        string[] runs = await _world.TracesAsync("heavy");
        Assert.All(runs, r => Assert.EndsWith("true", r, StringComparison.Ordinal));
        Assert.InRange(runs.Length, 2, 10);
        await _world.RemoveAsync("heavy");
    }

    [Fact]
    public async Task Changes_of_one_record_are_heard_of_in_their_order()
    {
        await _world.HookAsync("order", ["afterCommitUpdate"], "for (const r of records) if (r.title.startsWith('order')) await db.create('Trace', { title: r.title });");
        string id = await _world.CreateDealAsync("order 0");
        for (int i = 1; i <= 12; i++) await _world.UpdateDealAsync(id, $"order {i}");
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"order {i}"), await _world.TracesAsync("order", 12));
        await _world.RemoveAsync("order");
    }

    [Fact]
    public async Task Hooks_that_cause_each_other_over_commits_come_to_an_end()
    {
        await _world.HookAsync("endless", ["afterCommitInsert"], "for (const r of records) if (r.title.startsWith('endless')) await db.create('Deal', { title: r.title + '+' });");
        await _world.CreateDealAsync("endless");
        await Eventually.HoldsAsync(async () => await ScalarAsync("SELECT count(*) FROM platform.outbox WHERE topic = 'hook' AND last_error LIKE '%levels deep%'") == 1, "the last of them is refused");
        await _world.RemoveAsync("endless");
        Assert.Equal(5, await ScalarAsync("SELECT count(*) FROM t_default.deal WHERE title LIKE 'endless%'"));
    }

    [Fact]
    public async Task A_worker_killed_in_the_midst_of_a_run_leaves_nothing_behind_and_the_run_is_made_up_for()
    {
        await _world.HookAsync("killed", ["afterCommitInsert"],
            "for (const r of records) if (r.title.startsWith('killed')) { await db.create('Trace', { title: r.title }); for (let n = 0; n < 300; n++) await db.query('Trace', { first: 0 }); }");
        ScriptHost workers = host.Services.GetRequiredService<ScriptHost>();
        await _world.CreateDealAsync("killed");
        await Eventually.HoldsAsync(
            async () =>
            {
                // Those alone that run scripts: where none is left to begin with, nothing dies in the midst of a run.
                ScriptHealth health = workers.Health;
                foreach (int worker in health.Processes.Take(health.Leased)) Kill(worker);
                return await ScalarAsync("SELECT count(*) FROM platform.outbox WHERE topic = 'hook' AND last_error LIKE 'HOOK_WORKER_DIED%' AND attempts = 0") == 1;
            },
            "the worker died");
        Assert.Empty(await _world.TracesAsync("killed"));
        await HurryAsync();
        Assert.Equal(["killed"], await _world.TracesAsync("killed", 1));
        await _world.RemoveAsync("killed");
    }

    private static void Kill(int process)
    {
        try
        {
            using var worker = Process.GetProcessById(process);
            worker.Kill();
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }

    /// <summary>Lanes that wait after a failure go on at once.</summary>
    private async Task HurryAsync()
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using NpgsqlCommand command = new("UPDATE platform.delivery_lanes SET retry_at = NULL WHERE topic = 'hook'; UPDATE platform.delivery_targets SET retry_at = NULL WHERE topic = 'hook'; NOTIFY platform_records, ''", connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync() as long? ?? -1;
    }

    private async Task<string> TextAsync(string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        NpgsqlConnection connection = new(host.Database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
