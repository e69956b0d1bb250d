using System.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Runtime.Records;
using Platform.Scripting.Running;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookWorld;

namespace Platform.Runtime.Tests.Hooks;

/// <summary><c>db</c>: reads and writes of hooks, within the transaction of the write that they belong to.</summary>
public sealed class HookDatabaseTests(HookWorld world) : IClassFixture<HookWorld>
{
    private static readonly HookAccess Accounts = new("Account", Read: true, Write: true), Contacts = new("Contact", Read: true, Write: true);

    [Fact]
    public async Task A_hook_reads_one_record_with_references_as_ids_and_fields_one_step_away()
    {
        HookedWorld hooked = world.With(Hook("Contact", [HookEvent.BeforeUpdate],
            "export default async ({ records: [r], db }: any) => { const own = await db.get('Contact', r.id, ['account', 'account.name', 'name']); r.name = `${own.name} of ${own['account.name']} ${own.account === r.account}`; };", access: [Contacts, Accounts]));
        Guid account = await hooked.MakeAsync(hooked.Admin, "Account", ("name", "Acme"));
        Guid contact = await hooked.MakeAsync(hooked.Admin, "Contact", ("name", "Ann"), ("account", account.ToString()));
        await hooked.UpdateAsync(hooked.Admin, "Contact", contact, ("email", $"{Guid.NewGuid():N}@example.com"));
        Assert.Equal("Ann of Acme true", await hooked.ReadAsync("Contact", contact, "name"));
    }

    [Fact]
    public async Task Ids_of_what_references_lead_to_belong_to_the_record_that_refers()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeInsert],
            "export default async ({ records: [r], db, user }: any) => { const own = await db.query('Account', { filter: { owner: { id: { eq: user.id } } }, fields: ['owner', 'owner.id'], first: 1 }); r.rating = own.length; };", access: Accounts));
        await hooked.MakeAsync(hooked.Admin, "Account", ("name", "A"));
        Guid id = await hooked.MakeAsync(hooked.Admin, "Account", ("name", "B"));
        Assert.Equal(1, await hooked.ReadAsync("Account", id, "rating"));
    }

    [Fact]
    public async Task A_hook_queries_and_adds_up()
    {
        string name = $"N{Guid.NewGuid():N}";
        HookedWorld hooked = world.With(Hook("Contact", [HookEvent.BeforeInsert],
            $$"""
            export default async ({ records: [r], db }: any) => {
              const filter = { name: { eq: '{{name}}' } };
              const best = await db.query('Account', { filter, orderBy: [{ rating: 'DESC' }], first: 1, fields: ['rating'] });
              const [group] = await db.aggregate('Account', { filter, by: ['name'], max: ['rating'], sum: ['rating'] });
              r.name = `${best.length} ${best[0].rating} ${group.count} ${group.key.name === '{{name}}'} ${group.sum.rating} ${group.max.rating}`;
            };
            """, access: Accounts));
        foreach (int rating in (int[])[1, 5, 3]) await hooked.MakeAsync(hooked.Admin, "Account", ("name", name), ("rating", rating));
        Guid contact = await hooked.MakeAsync(hooked.Admin, "Contact", ("name", "A"));
        Assert.Equal("1 5 3 true 9 5", await hooked.ReadAsync("Contact", contact, "name"));
    }

    [Fact]
    public async Task Totals_stay_exact_when_a_hook_moves_changes_or_deletes_the_record_that_it_runs_after()
    {
        HookedWorld hooked = world.With(
            Hook("InvoiceLine", [HookEvent.AfterInsert, HookEvent.AfterUpdate],
                """
                export default async ({ records, db }: any) => {
                  for (const r of records) {
                    const [what, to] = (r.name ?? '').split(' ');
                    if (what === 'move') await db.update('InvoiceLine', r.id, { name: 'moved', invoice: to });
                    if (what === 'worth') await db.update('InvoiceLine', r.id, { name: 'changed', amount: to });
                    if (what === 'delete') await db.delete('InvoiceLine', r.id);
                  }
                };
                """,
                access: [new("InvoiceLine", Read: true, Write: true), new("Invoice", Read: true, Write: true)]));
        Guid[] invoices = [await Invoice(), await Invoice(), await Invoice()];

        await Line(invoices[0], $"move {invoices[1]}");
        await TotalsAsync(null, 10m, null);
        Guid line = await Line(invoices[0], "stays");
        await TotalsAsync(10m, 10m, null);
        await hooked.UpdateAsync(hooked.Admin, "InvoiceLine", line, ("invoice", invoices[1].ToString()), ("name", $"move {invoices[2]}"));
        await TotalsAsync(null, 10m, 10m);
        await hooked.UpdateAsync(hooked.Admin, "InvoiceLine", line, ("name", "worth 25"), ("amount", "15"));
        await TotalsAsync(null, 10m, 25m);
        await hooked.UpdateAsync(hooked.Admin, "InvoiceLine", line, ("invoice", invoices[0].ToString()), ("name", "delete"));
        await TotalsAsync(null, 10m, null);

        Task<Guid> Invoice() => hooked.MakeAsync(hooked.Admin, "Invoice", ("name", "I"));

        Task<Guid> Line(Guid invoice, string name) => hooked.MakeAsync(hooked.Admin, "InvoiceLine", ("invoice", invoice.ToString()), ("name", name), ("amount", "10"));

        async Task TotalsAsync(params decimal?[] totals)
        {
            for (int i = 0; i < totals.Length; i++) Assert.Equal(totals[i] ?? 0m, await hooked.ReadAsync("Invoice", invoices[i], "total") ?? 0m);
        }
    }

    [Fact]
    public async Task Writes_of_a_hook_go_through_the_whole_pipeline_and_belong_to_the_transaction()
    {
        string name = $"N{Guid.NewGuid():N}";
        HookDocument makes = Hook("Account", [HookEvent.AfterInsert],
            "export default async ({ records, db }: any) => { for (const r of records) await db.create('Contact', { name: r.name, account: r.id }); if (records[0].rating === 5) throw new Error('after all'); };", access: Contacts);
        HookDocument follows = Hook("Contact", [HookEvent.BeforeInsert], "export default ({ records }: any) => { for (const r of records) r.email = `${r.name}@example.com`; };", name: "follows");
        HookedWorld hooked = world.With(makes, follows);

        await hooked.CreateAsync(hooked.Admin, "Account", ("name", name), ("rating", 5));
        Assert.Equal((0L, 0L), (await hooked.CountAsync("Account", name), await hooked.CountAsync("Contact", name)));

        await hooked.MakeAsync(hooked.Admin, "Account", ("name", name));
        Assert.Equal(1, await hooked.CountAsync("Contact", name));
        Assert.Equal($"{name.ToLowerInvariant()}@example.com", (await world.Records.ScalarAsync<string>("select email from t_one.contact where name = $1", name)).ToLowerInvariant());
        Assert.Equal(1L, await world.Records.ScalarAsync<long>("select count(*) from t_one.history_entry h join t_one.contact c on h.record = c.id::text where c.name = $1 and h.kind = 'create'", name));
    }

    [Fact]
    public async Task What_a_hook_writes_again_is_counted_once()
    {
        HookAccess lines = new("InvoiceLine", Read: true, Write: true);
        HookedWorld hooked = world.With(
            Hook("InvoiceLine", [HookEvent.AfterInsert],
                "export default async ({ records, db }: any) => { for (const r of records) { await db.update('InvoiceLine', r.id, { amount: 7 }); if (r.name === 'pair') await db.create('InvoiceLine', { name: 'second', invoice: r.invoice, amount: 1 }); } };", access: lines),
            Hook("InvoiceLine", [HookEvent.AfterUpdate],
                "export default async ({ records, db }: any) => { for (const r of records) if (r.name === 'gone') await db.delete('InvoiceLine', r.id); };", access: lines, name: "deletes"));
        Guid invoice = await hooked.MakeAsync(hooked.Admin, "Invoice", ("name", "I"));
        Guid line = await hooked.MakeAsync(hooked.Admin, "InvoiceLine", ("name", "one"), ("invoice", invoice.ToString()), ("amount", 5));
        Assert.Equal(7m, await hooked.ReadAsync("Invoice", invoice, "total"));
        await hooked.CreateAsync(hooked.Admin, "InvoiceLine", ("name", "pair"), ("invoice", invoice.ToString()), ("amount", 5));
        // The second line is written again, too.
        Assert.Equal(21m, await hooked.ReadAsync("Invoice", invoice, "total"));
        await hooked.UpdateAsync(hooked.Admin, "InvoiceLine", line, ("name", "gone"), ("amount", 100));
        Assert.Equal(14m, await hooked.ReadAsync("Invoice", invoice, "total"));
    }

    [Fact]
    public async Task A_refused_write_that_the_hook_catches_leaves_nothing_behind_and_lets_it_go_on()
    {
        string email = $"{Guid.NewGuid():N}@example.com";
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.AfterInsert],
            $$"""
            export default async ({ records: [r], db, log }: any) => {
              try {
                await db.create('Contact', [{ name: 'one', email: '{{email}}' }, { name: 'two', email: '{{email}}' }]);
              } catch (error: any) {
                await db.create('Contact', { name: `${error.code} ${error.problems[0].field}`, email: '{{email}}' });
              }
            };
            """, access: Contacts));
        await hooked.MakeAsync(hooked.Admin, "Account", ("name", "A"));
        Assert.Equal("DUPLICATE_INPUT email", await world.Records.ScalarAsync<string>("select name from t_one.contact where email = $1", email));
    }

    [Fact]
    public async Task A_hook_as_the_user_neither_sees_nor_writes_what_the_user_may_not()
    {
        const string Source = "export default async ({ records: [r], db }: any) => { const all = await db.query('Contact', { filter: { name: { eq: r.name } } }); r.rating = all.length; };";
        string name = $"N{Guid.NewGuid():N}";
        HookedWorld asUser = world.With(Hook("Account", [HookEvent.BeforeInsert], Source, access: Contacts)), asSystem = world.With(Hook("Account", [HookEvent.BeforeInsert], Source, HookIdentity.System, access: Contacts));
        await asUser.MakeAsync(asUser.Admin, "Contact", ("name", name));
        Guid seen = await asUser.MakeAsync(asUser.Ann, "Account", ("name", name));
        Guid all = await asSystem.MakeAsync(asSystem.Ann, "Account", ("name", name));
        Assert.Equal((0, 1), (await asUser.ReadAsync("Account", seen, "rating"), await asUser.ReadAsync("Account", all, "rating")));
    }

    [Theory]
    [InlineData("await db.query('Contact')", "FORBIDDEN")]
    [InlineData("await db.create('Contact', { name: 'x' })", "FORBIDDEN")]
    [InlineData("await db.query('Account', { fields: ['owner.name'] })", "FORBIDDEN")]
    [InlineData("await db.query('Account', { filter: { or: [{ not: { owner: { name: { eq: 'x' } } } }] } })", "FORBIDDEN")]
    [InlineData("await db.query('Account', { filter: { contacts: { none: { name: { eq: 'x' } } } } })", "FORBIDDEN")]
    [InlineData("await db.query('Account', { orderBy: [{ owner: { name: 'ASC' } }] })", "FORBIDDEN")]
    [InlineData("await db.aggregate('Account', { by: ['name'], filter: { owner: { email: { contains: '@' } } } })", "FORBIDDEN")]
    [InlineData("await db.get('Nothing', '1')", "BAD_USER_INPUT")]
    [InlineData("await db.get('Account', '1; drop table account', ['name'])", "BAD_USER_INPUT")]
    [InlineData("await db.query('Account', { fields: ['name } } #'] })", "BAD_USER_INPUT")]
    [InlineData("await db.query('Account', { fields: ['secret'] })", "BAD_USER_INPUT")]
    [InlineData("await db.query('Account', { filter: { nothing: 1 } })", "BAD_USER_INPUT")]
    [InlineData("await db.query('Account', { first: 'all' })", "BAD_USER_INPUT")]
    [InlineData("await db.aggregate('Account', { by: ['name'], first: {} })", "BAD_USER_INPUT")]
    [InlineData("await db.create('Account', 1)", "BAD_USER_INPUT")]
    [InlineData("await db.create('Account', { [String.fromCharCode(0xd800)]: 'x' })", "BAD_USER_INPUT")]
    [InlineData("await db.create('Account', { ['name' + String.fromCharCode(0)]: 'x' })", "BAD_USER_INPUT")]
    [InlineData("await db.update('Account', records[0].id, { name: 'x' })", "CONFLICT")]
    [InlineData("await db.update('Account', '00000000-0000-0000-0000-000000000000', { name: 'x' })", "RECORD_NOT_FOUND")]
    [InlineData("for (let n = 0; n < 30; n++) await db.create('Account', { name: `many ${n}` })", ScriptCodes.TooManyWrites)]
    [InlineData("for (let n = 0; n < 200; n++) await db.get('Account', records[0].id)", ScriptCodes.TooManyRows)]
    public async Task What_db_does_not_take_is_refused_with_a_code(string statement, string code)
    {
        // A write within the write: the hook's own creations do not call it again.
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeUpdate],
            $"export default async ({{ db, records }}: any) => {{ try {{ {statement}; }} catch (error: any) {{ records[0].name = error.code; }} }};", access: Accounts));
        Guid id = await hooked.MakeAsync(hooked.Admin, "Account", ("name", "A"));
        WriteOutcome outcome = await hooked.UpdateAsync(hooked.Admin, "Account", id, ("rating", 3));
        Assert.Null(outcome.Refusal);
        Assert.Equal(code, await hooked.ReadAsync("Account", id, "name"));
    }

    [Fact]
    public async Task Hooks_that_cause_each_other_without_end_are_stopped_and_nothing_is_written()
    {
        string name = $"N{Guid.NewGuid():N}";
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.AfterInsert], "export default async ({ records: [r], db }: any) => { await db.create('Account', { name: r.name }); };", access: Accounts));
        WriteOutcome outcome = await hooked.CreateAsync(hooked.Admin, "Account", ("name", name));
        Assert.Contains("more than 3 levels", outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await hooked.CountAsync("Account", name));
    }

    [Fact]
    public async Task A_worker_killed_in_the_midst_of_a_transaction_leaves_nothing_behind()
    {
        string name = $"N{Guid.NewGuid():N}";
        // It writes, and then computes until its worker is gone.
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.AfterInsert],
            "export default async ({ records: [r], db }: any) => { await db.create('Contact', { name: r.name }); for (;;) await db.query('Contact', { first: 0 }); };", access: Contacts));
        Task<WriteOutcome> write = hooked.CreateAsync(hooked.Admin, "Account", ("name", name));
        while (!write.IsCompleted)
        {
            foreach (int worker in world.Host.Health.Processes) Kill(worker);
            await Task.Yield();
        }

        WriteOutcome outcome = await write;
        Assert.Equal("HOOK_FAILED", outcome.Refusal!.Code);
        Assert.Equal((0L, 0L), (await hooked.CountAsync("Account", name), await hooked.CountAsync("Contact", name)));
        HookedWorld next = world.With(Hook("Account", [HookEvent.BeforeInsert], "export default ({ records: [r] }: any) => { r.rating = 2; };"));
        Guid id = await next.MakeAsync(next.Admin with { TenantId = Guid.NewGuid() }, "Account", ("name", name));
        Assert.Equal(2, await next.ReadAsync("Account", id, "rating"));
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
}
