using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Publishing;
using Platform.Scripting.Processes;
using Platform.Scripting.Sources;
using Xunit;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks are looked at before they are published.</summary>
public sealed class PublishedHookTests(HookWorld world) : IClassFixture<HookWorld>
{
    [Theory]
    [InlineData("export default () => {\\n  let a = ;\\n};", DocumentCodes.HookSyntax, 2, 11)]
    [InlineData("import x from 'node:fs';\\nexport default x;", DocumentCodes.HookModules, 1, 15)]
    [InlineData("export default async ({ db }: any) => {\\n  await db.get('Deal', '1');\\n};", DocumentCodes.HookAccess, 2, 9)]
    [InlineData("enum A { b }\\nexport default () => A.b;", DocumentCodes.HookSyntax, 1, 1)]
    public async Task A_source_that_cannot_run_as_declared_is_refused_at_its_place(string source, string code, int line, int column)
    {
        PublishedTenant tenant = await TenantAsync();
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Hook(source)));
        Diagnostic finding = Assert.Single(plan.Diagnostics);
        Assert.Equal((code, "hook.ts", line, column, "/modules/0/source"), (finding.Code, finding.File, finding.Line, finding.Column, finding.Pointer));
        Assert.False(plan.CanApply);
    }

    [Fact]
    public async Task Access_that_the_source_does_not_use_is_a_warning()
    {
        PublishedTenant tenant = await TenantAsync();
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Hook("export default () => {};", "[{'object':'Deal','read':true}]")));
        Assert.Equal(DocumentCodes.HookAccessUnused, Assert.Single(plan.Diagnostics).Code);
        Assert.True(plan.CanApply);
    }

    [Theory]
    [InlineData("await http.get('https://a.example.com/x'); secrets.get('one');", "")]
    [InlineData("await http.get(`https://${'a'}.example.com`); secrets.get('o' + 'ne');", "")]
    [InlineData("", "/secrets/0 /hosts/0")]
    [InlineData("await http.get('https://a.example.com/x');", "/secrets/0")]
    [InlineData("secrets.get('one');", "/hosts/0")]
    public async Task Hosts_and_secrets_that_the_source_does_not_use_are_warnings(string source, string pointers)
    {
        PublishedTenant tenant = await TenantAsync();
        string module = System.Text.Json.JsonSerializer.Serialize("export default async ({ http, secrets }) => { " + source + " };");
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(
            $$"""{"kind":"hook","name":"calls","label":"Calls","object":"Deal","on":["afterCommitInsert"],"source":"hook.js","hosts":["a.example.com"],"secrets":["one"],"modules":[{"path":"hook.js","source":{{module}}}]}"""));
        Assert.All(plan.Diagnostics, d => Assert.Equal(DocumentCodes.HookAccessUnused, d.Code));
        Assert.Equal(pointers, string.Join(' ', plan.Diagnostics.Select(d => d.Pointer)));
    }

    [Theory]
    [InlineData("export default ({ input }: HookActionContext<'act'>) => ({ sum: input.count * 2 });", "")]
    [InlineData("export default ({ input }: HookActionContext<'act'>) => ({ sum: input.cuont });", "TS2551")]
    [InlineData("export default ({ input }: HookActionContext<'act'>) => ({ sum: `${input.count}` });", "TS2322")]
    [InlineData("export default async ({ record, error }: HookActionContext<'act'>) => { if (record.id) error('cuont', 'No.'); };", "TS2345")]
    public async Task Sources_of_actions_fit_their_input_and_output(string source, string problem)
    {
        PublishedTenant tenant = await TenantAsync();
        string module = System.Text.Json.JsonSerializer.Serialize(source);
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(
            $$"""
            {"kind":"action","name":"act","label":"Act","object":"Deal","source":"act.ts","input":[{"name":"count","label":"Count","type":"integer","required":true}],"output":[{"name":"sum","label":"Sum","type":"integer"}],
             "modules":[{"path":"act.ts","source":{{module}}}]}
            """));
        Assert.Equal(problem.Length > 0 ? [DocumentCodes.HookTypes] : Array.Empty<string>(), plan.Diagnostics.Select(d => d.Code));
        Assert.All(plan.Diagnostics, d => Assert.Contains(problem, d.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("export default () => { let a = ; };", DocumentCodes.HookSyntax)]
    [InlineData("export default async ({ db }) => { await db.get('Deal', 'x'); };", DocumentCodes.HookAccess)]
    public async Task Sources_of_actions_are_looked_at_as_those_of_hooks_are(string source, string code)
    {
        PublishedTenant tenant = await TenantAsync();
        string action = $$"""{"kind":"action","name":"act","label":"Act","source":"act.js","modules":[{"path":"act.js","source":{{System.Text.Json.JsonSerializer.Serialize(source)}}}]}""";
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(action));
        Diagnostic finding = Assert.Single(plan.Diagnostics);
        Assert.Equal((code, "action", "act", "act.js", 1), (finding.Code, finding.Kind, finding.Name, finding.File, finding.Line));
        Assert.False(plan.CanApply);
    }

    [Theory]
    [InlineData("export default ({ records }: HookContext<'Deal'>) => {\\n  for (const deal of records) deal.amuont = 1;\\n};", 2, 36, "(TS2551)")]
    [InlineData("export default ({ records }: HookContext<'Deal'>) => {\\n  records[0]!.amount = 'a';\\n};", 2, 3, "(TS2322)")]
    [InlineData("const a = 1;\\nexport default (deal: number) => deal;", 2, 1, "The default export does not fit")]
    [InlineData("export const handler = () => {};", 1, 1, "no default export")]
    public async Task A_source_that_does_not_fit_the_objects_is_refused_at_its_place(string source, int line, int column, string said)
    {
        PublishedTenant tenant = await TenantAsync();
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Hook(source)));
        Diagnostic finding = Assert.Single(plan.Diagnostics);
        Assert.Equal((DocumentCodes.HookTypes, "hook.ts", line, column, "/modules/0/source"), (finding.Code, finding.File, finding.Line, finding.Column, finding.Pointer));
        Assert.Contains(said, finding.Message, StringComparison.Ordinal);
        Assert.False(plan.CanApply);
    }

    [Fact]
    public async Task What_is_not_annotated_is_not_checked()
    {
        PublishedTenant tenant = await TenantAsync();
        Assert.Empty((await tenant.PlanAsync(new PutDocument(Hook("export default ({ records }) => {\\n  records.anything.at.all();\\n};")))).Diagnostics);
    }

    [Fact]
    public async Task A_change_of_objects_is_refused_that_a_hook_does_not_fit_any_more()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Hook("export default ({ records }: HookContext<'Deal'>) => {\\n  for (const deal of records) deal.amount = 1;\\n};"));
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Docs.Object("Deal", Docs.Field("total", "decimal"))));
        Assert.Equal((DocumentCodes.HookTypes, "hook", 2), (plan.Diagnostics.Single().Code, plan.Diagnostics.Single().Name, plan.Diagnostics.Single().Line));
        Assert.Empty((await tenant.PlanAsync(new PutDocument(Docs.Object("Deal", Docs.Field("amount", "decimal"), Docs.Field("total", "decimal"))))).Diagnostics);
    }

    [Fact]
    public async Task What_the_platform_alone_writes_may_only_be_read()
    {
        PublishedTenant tenant = await TenantAsync();
        const string Source = "export default async ({ db }: any) => { await db.query('StageEntry'); };";
        DeployPlan reads = await tenant.PlanAsync(new PutDocument(Hook(Source, "[{'object':'StageEntry','read':true}]")));
        Assert.True(reads.CanApply);
        DeployPlan writes = await tenant.PlanAsync(new PutDocument(Hook(Source, "[{'object':'StageEntry','read':true,'write':true}]")));
        Assert.Contains(writes.Diagnostics, d => (d.Code, d.Pointer) == (DocumentCodes.HookAccess, "/access/0/write"));
        Assert.False(writes.CanApply);
    }

    [Fact]
    public async Task Sources_that_cannot_be_read_on_this_machine_are_a_warning()
    {
        await using ScriptCompiler missing = new(() => throw new ScriptingUnavailableException("Run './platform setup'."));
        IReadOnlyList<Diagnostic> findings = await new HookChecks(new HookScripts(missing), world.Checks.Types).CheckAsync(HookWorld.Hook("Deal", [HookEvent.BeforeInsert], "export default () => {};"));
        Diagnostic finding = Assert.Single(findings);
        Assert.Equal((DocumentCodes.HookUnchecked, DiagnosticSeverity.Warning), (finding.Code, finding.Severity));
    }

    [Fact]
    public async Task A_hook_comes_and_goes_with_revisions()
    {
        PublishedTenant tenant = await TenantAsync();
        Published with = await tenant.PutAsync(Hook("export default () => {};"));
        Assert.Single(with.State.Model.Hooks);
        Published without = await tenant.RollbackAsync(with.State.Revision - 1);
        Assert.Empty(without.State.Model.Hooks);
    }

    private async Task<PublishedTenant> TenantAsync()
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(world.Records.DataSource, $"hook{Guid.NewGuid():N}"[..20], world.Checks);
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("amount", "decimal")));
        return tenant;
    }

    private static string Hook(string source, string access = "[]") =>
        $$"""{"kind":"hook","name":"hook","label":"Hook","object":"Deal","on":["beforeInsert"],"source":"hook.ts","access":{{access.Replace('\'', '"')}},"modules":[{"path":"hook.ts","source":"{{source}}"}]}""";
}
