using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Hazards;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Demo;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Tests.Writing;
using Platform.Runtime.Writing;
using Platform.Sql;
using Xunit;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>The hooks of the sales app, as it is installed.</summary>
public sealed class SalesHookTests(HookWorld world) : IClassFixture<HookWorld>, IAsyncLifetime
{
    private RecordCaller _seller = null!;
    private RecordCaller _admin = null!;
    private PublishedTenant _tenant = null!;

    public async ValueTask InitializeAsync()
    {
        _tenant = await PublishedTenant.CreateAsync(world.Records.DataSource, $"sales{Guid.NewGuid():N}"[..20], world.Checks);
        AppPackage sales = AppPackage.Read(SalesApp.Directory());
        Published published = await _tenant.ApplyAsync([.. sales.EditsFor((await _tenant.Models.GetAsync(_tenant.Id, TestContext.Current.CancellationToken))!)], [HazardCodes.ScriptRights]);
        Assert.DoesNotContain(published.Plan.Diagnostics, d => d.Code.StartsWith("DOC52", StringComparison.Ordinal));
        _admin = await UserAsync(published.State.Model, "administrator");
        _seller = await UserAsync(published.State.Model, "salesRep");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_lead_is_brought_into_one_form()
    {
        Guid lead = await CreateAsync(_seller, "Lead", ("name", "Ａnn   Lee "), ("company", "Ａcme　（上海）"), ("mobile", "+86 138-0013-8000"), ("email", "Ann@Acme.example"));
        Assert.Equal(
            """[{"name":"Ann Lee","company":"Acme (上海)","mobile":"13800138000","email":"ann@acme.example","website":"https://acme.example"}]""",
            await _tenant.RowsAsync($"SELECT name, company, mobile, lower(email) AS email, website FROM $S.lead WHERE id = '{lead}'"));
    }

    [Fact]
    public async Task A_mobile_number_that_is_none_is_refused_at_its_field_in_the_users_language()
    {
        WriteOutcome outcome = await WriteAsync(_seller with { Language = "zh-CN" }, "Lead", ("name", "A"), ("mobile", "12345"));
        WriteProblem problem = Assert.Single(outcome.Refusal!.Problems);
        Assert.Equal(("mobile", "“12345”不是有效的手机号：共 5 位数字。"), (problem.Field, problem.Message));
    }

    [Fact]
    public async Task A_quote_line_is_priced_from_the_book_by_its_quantity()
    {
        (Guid quote, Guid product) = await QuoteAsync();
        Guid line = await CreateAsync(_seller, "QuoteLine", [.. Line(quote, product), ("quantity", "10"), ("discountRate", "0.1")]);
        Assert.Equal(
            """[{"list_price":90.00,"unit_price":81.00}]""",
            await _tenant.RowsAsync($"SELECT list_price, unit_price FROM $S.quote_line WHERE id = '{line}'"));
        Assert.Null((await UpdateAsync(_seller, "QuoteLine", line, ("quantity", "2"))).Refusal);
        Assert.Equal(
            """[{"list_price":100.00,"unit_price":90.00}]""",
            await _tenant.RowsAsync($"SELECT list_price, unit_price FROM $S.quote_line WHERE id = '{line}'"));
    }

    [Fact]
    public async Task A_price_set_by_hand_gives_the_discount_and_none_lies_below_the_floor()
    {
        (Guid quote, Guid product) = await QuoteAsync();
        Guid line = await CreateAsync(_seller, "QuoteLine", [.. Line(quote, product), ("quantity", "1"), ("unitPrice", "75")]);
        Assert.Equal("""[{"unit_price":75.00,"discount_rate":0.2500}]""", await _tenant.RowsAsync($"SELECT unit_price, discount_rate FROM $S.quote_line WHERE id = '{line}'"));
        WriteOutcome below = await UpdateAsync(_seller, "QuoteLine", line, ("unitPrice", "69.99"));
        Assert.Equal(("unitPrice", "The price lies below the floor price of this product."), (below.Refusal!.Problems[0].Field, below.Refusal.Problems[0].Message));
    }

    [Fact]
    public async Task Amendments_are_numbered_after_their_main_contract()
    {
        Guid account = await CreateAsync(_seller, "Account", ("name", "A"));
        Guid main = await CreateAsync(_seller, "Contract", ("name", "Supply"), ("account", account.ToString()), ("amount", "5"), ("type", "sales"));
        (string Name, object? Value)[] amendment = [("name", "x"), ("account", account.ToString()), ("amount", "5"), ("type", "amendment"), ("parent", main.ToString())];
        await CreateAsync(_seller, "Contract", amendment);
        await CreateAsync(_seller, "Contract", amendment);
        Assert.Equal(
            """[{"name":"Supply – A1, Supply – A2"}]""",
            await _tenant.RowsAsync($"SELECT string_agg(name, ', ' ORDER BY created_at) AS name FROM $S.contract WHERE parent_id = '{main}'"));
        WriteOutcome alone = await WriteAsync(_seller with { Language = "zh-CN" }, "Contract", ("name", "x"), ("account", account.ToString()), ("amount", "5"), ("type", "amendment"));
        Assert.Contains(("parent", "补充协议必须关联主合同。"), alone.Refusal!.Problems.Select(p => (p.Field, p.Message)));
    }

    private static (string Name, object? Value)[] Line(Guid quote, Guid product) => [("name", "L"), ("quote", quote.ToString()), ("product", product.ToString()), ("position", 1)];

    private async Task<(Guid Quote, Guid Product)> QuoteAsync()
    {
        Guid book = await CreateAsync(_admin, "PriceBook", ("name", $"B{Guid.NewGuid():N}"), ("active", true));
        Guid product = await CreateAsync(_admin, "Product", ("name", "P"), ("code", $"P{Guid.NewGuid():N}"[..20]), ("unit", "piece"), ("listPrice", "120"), ("taxRate", "0.13"), ("active", true));
        foreach ((string list, string floor, string from) in ((string, string, string)[])[("100", "70", "0"), ("90", "60", "10")])
        {
            await CreateAsync(
                _admin, "PriceBookEntry", ("priceBook", book.ToString()), ("product", product.ToString()), ("listPrice", list), ("floorPrice", floor), ("minQuantity", from), ("active", true));
        }

        Guid account = await CreateAsync(_seller, "Account", ("name", "A"));
        return (await CreateAsync(_seller, "Quote", ("name", "Q"), ("account", account.ToString()), ("priceBook", book.ToString())), product);
    }

    private async Task<RecordCaller> UserAsync(TenantModel model, string role)
    {
        RecordCaller caller = new(_tenant.Id, _tenant.Schema, model, PermissionCompiler.Compile(model, [role]), Guid.CreateVersion7()) { TenantTimeZone = "UTC" };
        await _tenant.ExecuteAsync(
            $"INSERT INTO $S.\"user\" (id, version, created_at, updated_at, name, email, active) VALUES ('{caller.UserId}', 1, now(), now(), '{role}', '{role}@example.com', true)");
        return caller;
    }

    private async Task<Guid> CreateAsync(RecordCaller caller, string target, params (string Name, object? Value)[] fields)
    {
        WriteOutcome outcome = await WriteAsync(caller, target, fields);
        Assert.Null(outcome.Refusal is { } refusal ? string.Join('\n', refusal.Problems.Select(p => p.ToString()).Prepend(refusal.Message)) : null);
        return Guid.Parse(outcome.Records[0]!);
    }

    private Task<WriteOutcome> WriteAsync(RecordCaller caller, string target, params (string Name, object? Value)[] fields) =>
        WriteAsync(caller, target, MutationKind.Create, ("input", WritingWorld.Input(fields)));

    private Task<WriteOutcome> UpdateAsync(RecordCaller caller, string target, Guid id, params (string Name, object? Value)[] fields) =>
        WriteAsync(caller, target, MutationKind.Update, ("id", id.ToString()), ("input", WritingWorld.Input(fields)));

    private Task<WriteOutcome> WriteAsync(RecordCaller caller, string target, MutationKind kind, params (string Name, object? Value)[] arguments)
    {
        ObjectModel model = caller.Model.Object(target);
        RecordWriter writer = new(world.Records.DataSource, world.Records.Cipher, new WriteOptions(), hooks: world.Engine);
        PlannedMutation mutation = new() { ResponseName = "m", Object = model, Kind = kind, Arguments = arguments.ToDictionary(a => a.Name, a => a.Value), SelectsRecords = true };
        RecordProjection ids = new(written => new BoundStatement(
            $"select i.n, t.id::text from unnest($1) with ordinality as i (id, n) join {caller.Schema}.{SqlIdentifier.Quote(model.Table)} t on t.id = i.id", [(SqlType.Uuid.Array, written)]));
        return writer.WriteAsync(mutation, caller, ids, TestContext.Current.CancellationToken);
    }
}
