using System.Globalization;
using System.Text;
using Npgsql;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Computation;
using Platform.Metadata.Hazards;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Values;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Demo;
using Platform.Runtime.Tests.Publishing;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>The sales app's own rules, defaults and formulas, on published tables.</summary>
public sealed class SalesRuleTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>, IAsyncLifetime
{
    private const string ChineseCharacter = @"[\u4e00-\u9fff]";
    private readonly string _keys = Directory.CreateTempSubdirectory("platform-sales-").FullName;
    private PublishedTenant _tenant = null!;
    private RecordWriter _writer = null!;
    private RecordCaller _manager = null!;
    private RecordCaller _seller = null!;

    public async ValueTask InitializeAsync()
    {
        _tenant = await PublishedTenant.CreateAsync(database.DataSource, "sales_rules_" + Guid.NewGuid().ToString("N")[..8]);
        await _tenant.ApplyAsync([.. SalesApp.Documents().Select(d => new PutDocument(Encoding.UTF8.GetString(d), "sales"))], [HazardCodes.ScriptRights]);
        _writer = new RecordWriter(database.DataSource, new FieldCipher(MasterKeys.Open(_keys)), new WriteOptions());
        TenantModel model = (await _tenant.Models.GetAsync(_tenant.Id, CancellationToken.None))!.Model;
        Guid user = Guid.CreateVersion7();
        await _tenant.ExecuteAsync($"INSERT INTO $S.\"user\" (id, version, created_at, updated_at, name, email, active) VALUES ('{user}', 1, now(), now(), 'Wang', 'w@example.com', true)");
        _manager = new RecordCaller(_tenant.Id, _tenant.Schema, model, PermissionCompiler.Compile(model, ["administrator"]), user) { TenantTimeZone = "UTC" };
        _seller = _manager with { Permissions = PermissionCompiler.Compile(model, ["salesRep"]) };
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_keys, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("10", "0", "19.99", "199.9", "25.99", "76.4")]
    [InlineData("60.5", "0.05", "18.99", "1148.9", "149.36", "401.73")]
    [InlineData("120", "0.1", "17.99", "2158.8", "280.64", "676.8")]
    [InlineData("0.005", "0", "19.99", "0.1", "0.01", "0.04")]
    public async Task A_line_is_priced_by_product_and_quantity_to_the_cent(string quantity, string discount, string unitPrice, string amount, string tax, string margin)
    {
        Guid product = await CreateAsync("Product", ("name", "Pump"), ("code", "P" + quantity), ("unit", "piece"), ("listPrice", "19.99"), ("cost", "12.35"), ("taxRate", "0.13"));
        Guid account = await CreateAsync("Account", ("name", "Acme"));
        Guid quote = await CreateAsync("Quote", ("name", "Q"), ("account", account.ToString()));
        Guid line = await CreateAsync("QuoteLine", ("name", "Pump"), ("quote", quote.ToString()), ("position", 1), ("product", product.ToString()), ("quantity", quantity));
        Assert.Equal(
            [discount, unitPrice, amount, tax, margin],
            await ValuesAsync("QuoteLine", line, "discountRate", "unitPrice", "amount", "taxAmount", "margin"));
        Assert.Equal([DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)], await ValuesAsync("Quote", quote, "validUntil"));
    }

    [Fact]
    public async Task A_lost_deal_needs_a_reason_and_stays_closed_for_sellers()
    {
        Guid account = await CreateAsync("Account", ("name", "Acme")), other = await CreateAsync("Account", ("name", "Other"));
        Guid stranger = await CreateAsync("Contact", ("name", "Li"), ("account", other.ToString()), ("mobile", "13800138000"));
        Guid deal = await CreateAsync("Opportunity", ("name", "D"), ("account", account.ToString()), ("closeDate", "2026-06-30"), ("amount", "1000"), ("owner", _manager.UserId.ToString()));
        Assert.Equal(["newBusiness", "qualification", "0.1", "100"], await ValuesAsync("Opportunity", deal, "recordType", "stage", "probability", "weightedAmount"));
        Assert.Equal([("lossReason", WriteCodes.StageFieldRequired)], await ProblemsAsync(_seller, deal, ("stage", "lost")));
        Assert.Equal([("lossReason", WriteCodes.ChoiceNotAllowed)], await ProblemsAsync(_seller, deal, ("lossReason", "price")));
        Assert.Equal([("closeDate", WriteCodes.RuleBroken), ("decisionDate", WriteCodes.RuleBroken)], await ProblemsAsync(_seller, deal, ("decisionDate", "2026-07-01")));
        Assert.Equal([("contact", WriteCodes.NotChoosable)], await ProblemsAsync(_manager, deal, ("contact", stranger.ToString())));
        Assert.Empty(await ProblemsAsync(_seller, deal, ("stage", "lost"), ("lossReason", "price")));
        Assert.Equal([("stage", WriteCodes.ReopenForbidden)], await ProblemsAsync(_seller, deal, ("stage", "proposal"), ("lossReason", null)));
        Assert.Empty(await ProblemsAsync(_manager, deal, ("stage", "proposal"), ("lossReason", null)));
    }

    [Fact]
    public async Task A_renewal_begins_with_a_review()
    {
        Guid account = await CreateAsync("Account", ("name", "Acme"));
        Guid deal = await CreateAsync("Opportunity", ("name", "R"), ("account", account.ToString()), ("closeDate", "2020-06-30"), ("recordType", "renewal"));
        Assert.Equal(["renewal", "renewalReview", "0.7", "bestCase"], await ValuesAsync("Opportunity", deal, "type", "stage", "probability", "forecastCategory"));
        Assert.Equal([("type", WriteCodes.ChoiceNotAllowed)], await ProblemsAsync(_manager, deal, ("type", "upsell")));
        int overdue = DateOnly.FromDateTime(DateTime.UtcNow).DayNumber - new DateOnly(2020, 6, 30).DayNumber;
        Assert.InRange(int.Parse((await ValuesAsync("Opportunity", deal, "daysOverdue"))[0], CultureInfo.InvariantCulture), overdue, overdue + 1);
    }

    [Fact]
    public async Task Somebody_can_be_reached_and_a_lead_is_graded()
    {
        WriteOutcome unreachable = await WriteAsync(_manager with { Language = "zh-CN" }, "Contact", MutationKind.Create, ("input", WritingWorld.Input(("name", "Li"))));
        Assert.Equal(["mobile", "phone", "email"], unreachable.Refusal!.Problems.Select(p => p.Field!));
        Assert.Equal("手机、电话、邮箱至少填写一项。", unreachable.Refusal.Message);
        Guid lead = await CreateAsync("Lead", ("name", "Li"), ("mobile", "13800138000"), ("employees", 600), ("budget", "100000"), ("source", "referral"));
        Assert.Equal(["80", "A"], await ValuesAsync("Lead", lead, "profileScore", "grade"));
        Guid cold = await CreateAsync("Lead", ("name", "Wu"), ("email", "wu@example.com"));
        Assert.Equal(["10", "D"], await ValuesAsync("Lead", cold, "profileScore", "grade"));
    }

    [Theory]
    [InlineData("Activity", "title: Call, startAt: 2026-01-02T10:00:00Z, endAt: 2026-01-02T09:59:59Z", "endAt, startAt")]
    [InlineData("Campaign", "name: Fair, startDate: 2026-05-02, endDate: 2026-05-01", "endDate, startDate")]
    [InlineData("Contract", "name: C, amount: 1, startDate: 2026-05-02, endDate: 2026-05-01", "endDate, startDate")]
    [InlineData("LeaveRequest", "name: Rest, days: 1, startDate: 2026-05-02, endDate: 2026-05-01", "endDate")]
    [InlineData("Order", "orderDate: 2026-05-02, requestedDate: 2026-05-01", "deliveredOn, requestedDate")]
    [InlineData("Order", "orderDate: 2026-05-02, requestedDate: 2026-05-03, deliveredOn: 2026-05-01", "deliveredOn, requestedDate")]
    [InlineData("PriceBook", "name: Spring, validFrom: 2026-05-02, validTo: 2026-05-01", "validFrom, validTo")]
    [InlineData("Quote", "name: Q, quoteDate: 2026-05-02, validUntil: 2026-05-01", "quoteDate, validUntil")]
    [InlineData("Lead", "name: Li", "email, mobile, phone")]
    public async Task What_is_out_of_order_is_refused_at_its_fields_in_both_languages(string target, string values, string fields)
    {
        List<(string, object?)> input = [.. values.Split(", ").Select(v => v.Split(": ")).Select(v => (v[0], (object?)v[1]))];
        if (_manager.Model.Object(target).Fields.Any(f => f.Name == "account")) input.Add(("account", (await CreateAsync("Account", ("name", "Acme"))).ToString()));
        WriteOutcome english = await CreatedAsync(_manager, target, input), chinese = await CreatedAsync(_manager with { Language = "zh-CN" }, target, input);
        Assert.Equal(fields.Split(", ").Select(f => (f, WriteCodes.RuleBroken)), english.Refusal!.Problems.Select(p => (p.Field!, p.Code)).Order());
        Assert.DoesNotMatch(ChineseCharacter, english.Refusal.Message);
        Assert.Matches(ChineseCharacter, chinese.Refusal!.Message);
    }

    [Theory]
    [InlineData("100", "90.01", "90.02", "floorPrice, targetPrice")]
    [InlineData("100", "100.01", "90", "floorPrice, targetPrice")]
    [InlineData("100", "100", "100", "")]
    public async Task Prices_of_a_book_lie_in_their_order_to_the_cent(string list, string target, string floor, string fields)
    {
        Guid product = await CreateAsync("Product", ("name", "Pump"), ("code", "E" + list + target + floor), ("unit", "piece"));
        Guid book = await CreateAsync("PriceBook", ("name", "Book"));
        WriteOutcome entry = await CreatedAsync(
            _manager, "PriceBookEntry",
            [("priceBook", book.ToString()), ("product", product.ToString()), ("listPrice", list), ("targetPrice", target), ("floorPrice", floor)]);
        Assert.Equal(fields, string.Join(", ", (entry.Refusal?.Problems ?? []).Select(p => p.Field).Order()));
    }

    [Fact]
    public async Task A_posted_receipt_keeps_its_amount()
    {
        Guid account = await CreateAsync("Account", ("name", "Acme"));
        Guid receipt = await CreateAsync("Receipt", ("account", account.ToString()), ("receivedOn", "2026-02-01"), ("amount", "40.00"));
        Assert.Empty(await ProblemsAsync(_manager, "Receipt", receipt, ("amount", "41.00")));
        Assert.Empty(await ProblemsAsync(_manager, "Receipt", receipt, ("status", "posted")));
        Assert.Equal([("amount", WriteCodes.FieldReadOnly)], await ProblemsAsync(_manager, "Receipt", receipt, ("amount", "42.00")));
        Assert.Empty(await ProblemsAsync(_manager, "Receipt", receipt, ("amount", "41.00"), ("status", "reversed")));
    }

    [Fact]
    public async Task A_lead_is_given_up_for_a_reason()
    {
        Guid lead = await CreateAsync("Lead", ("name", "Li"), ("mobile", "13800138000"));
        Assert.Equal([("unqualifiedReason", WriteCodes.ChoiceNotAllowed)], await ProblemsAsync(_manager, "Lead", lead, ("unqualifiedReason", "noNeed")));
        Assert.Equal([("unqualifiedReason", ValueCodes.Required)], await ProblemsAsync(_manager, "Lead", lead, ("status", "unqualified")));
        Assert.Empty(await ProblemsAsync(_manager, "Lead", lead, ("status", "unqualified"), ("unqualifiedReason", "noNeed")));
    }

    [Theory]
    [InlineData(499, "99999.99", "website", "55", "B")]
    [InlineData(500, "100000", "tender", "80", "A")]
    [InlineData(100, "0.01", "partner", "45", "B")]
    [InlineData(99, "0", "exhibition", "30", "C")]
    [InlineData(0, null, null, "20", "D")]
    public async Task A_lead_scores_by_what_is_known(int employees, string? budget, string? source, string score, string grade)
    {
        Guid lead = await CreateAsync("Lead", ("name", "Li"), ("mobile", "13800138000"), ("employees", employees), ("budget", budget), ("source", source));
        Assert.Equal([score, grade], await ValuesAsync("Lead", lead, "profileScore", "grade"));
    }

    [Fact]
    public async Task What_is_not_paid_in_time_is_overdue_by_days()
    {
        Guid account = await CreateAsync("Account", ("name", "Acme"));
        DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);
        string due = today.AddDays(-40).ToString("O", CultureInfo.InvariantCulture);
        Guid plan = await CreateAsync("PaymentPlan", ("name", "1"), ("account", account.ToString()), ("installment", 1), ("dueDate", due), ("amount", "10.10"));
        Guid settled = await CreateAsync("PaymentPlan", ("name", "2"), ("account", account.ToString()), ("installment", 2), ("dueDate", due), ("amount", "10.10"), ("status", "settled"));
        Guid invoice = await CreateAsync("Invoice", ("title", "Acme"), ("account", account.ToString()), ("amount", "10.10"), ("dueDate", due), ("status", "issued"));
        Guid early = await CreateAsync("Invoice", ("title", "Acme"), ("account", account.ToString()), ("amount", "10.10"), ("dueDate", today.AddDays(40).ToString("O", CultureInfo.InvariantCulture)), ("status", "issued"));
        foreach ((string target, Guid id) in new[] { ("PaymentPlan", plan), ("Invoice", invoice) })
        {
            // The tenant's day may have begun, or the day ended since.
            Assert.InRange(int.Parse((await ValuesAsync(target, id, "daysOverdue"))[0], CultureInfo.InvariantCulture), 40, 42);
        }

        Assert.Equal(["0", "10.1"], await ValuesAsync("PaymentPlan", settled, "daysOverdue", "outstandingAmount"));
        Assert.Equal(["0"], await ValuesAsync("Invoice", early, "daysOverdue"));
    }

    private async Task<Guid> CreateAsync(string target, params (string Name, object? Value)[] fields)
    {
        WriteOutcome outcome = await WriteAsync(_manager, target, MutationKind.Create, ("input", WritingWorld.Input(fields)));
        Assert.Null(outcome.Refusal is { } refusal ? string.Join('\n', refusal.Problems) : null);
        return Guid.Parse(outcome.Records[0]!);
    }

    private Task<WriteOutcome> CreatedAsync(RecordCaller caller, string target, IEnumerable<(string Name, object? Value)> fields) =>
        WriteAsync(caller, target, MutationKind.Create, ("input", WritingWorld.Input([.. fields])));

    private Task<(string, string)[]> ProblemsAsync(RecordCaller caller, Guid deal, params (string Name, object? Value)[] fields) => ProblemsAsync(caller, "Opportunity", deal, fields);

    private async Task<(string, string)[]> ProblemsAsync(RecordCaller caller, string target, Guid id, params (string Name, object? Value)[] fields) =>
        [.. ((await WriteAsync(caller, target, MutationKind.Update, ("id", id.ToString()), ("input", WritingWorld.Input(fields)))).Refusal?.Problems ?? []).Select(p => (p.Field!, p.Code)).Order()];

    private Task<WriteOutcome> WriteAsync(RecordCaller caller, string target, MutationKind kind, params (string Name, object? Value)[] arguments) => _writer.WriteAsync(
        new PlannedMutation
        {
            ResponseName = "m",
            Object = caller.Model.Object(target),
            Kind = kind,
            Arguments = arguments.ToDictionary(a => a.Name, a => a.Value),
            SelectsRecords = true,
        },
        caller,
        new RecordProjection(ids => new GraphQL.Lowering.BoundStatement("select i.n, i.id::text from unnest($1) with ordinality as i (id, n)", [(SqlType.Uuid.Array, ids)])),
        TestContext.Current.CancellationToken);

    /// <summary>Values as texts, computed ones too.</summary>
    private async Task<string[]> ValuesAsync(string target, Guid id, params string[] names)
    {
        ObjectModel model = _manager.Model.Object(target);
        int aliases = 0;
        LoweringEnvironment environment = new(_tenant.Schema, _manager.Model.Object) { NextAlias = () => "x" + (aliases++).ToString(CultureInfo.InvariantCulture) };
        LoweredRow row = LoweredRow.InScope(model, "r");
        SqlText sql = new SqlSelect
        {
            Items =
            [
                .. names.Select(model.Field).Select(f => f.Formula is null ? SqlExpression.Column("r", f.Column.Name) : FormulaLowering.Value(f, environment, row))
                    .Select(v => new SqlItem(v.As(SqlType.Text))),
            ],
            From = new SqlTableSource(new SqlTable(_tenant.Schema, model.Table), "r"),
            Where = SqlExpression.Column("r", "id").EqualTo(SqlExpression.Parameter(SqlType.Uuid, id)),
        }.Print();
        await using NpgsqlCommand command = database.DataSource.CreateCommand(sql.Text);
        command.Parameters.AddWithValue(id);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return [.. names.Select((_, i) => reader.IsDBNull(i) ? "null" : Trimmed(reader.GetString(i)))];
    }

    private static string Trimmed(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number.ToString("0.############", CultureInfo.InvariantCulture) : text;
}
