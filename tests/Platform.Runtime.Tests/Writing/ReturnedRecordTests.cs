using System.Text.Json;
using Platform.GraphQL.Execution;
using Platform.Runtime.Database;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Tracing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>What a mutation selects of the records that it writes comes with the writing statement where it can, and is what a query reads.</summary>
public sealed class ReturnedRecordTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    private const string Fields = """
        __typename id version name longText integer decimal money percent checkbox date dateTime time duration picklist multiPicklist email phone url
        address { __typename city country } place: geolocation { latitude longitude } tags json createdAt updatedAt
        """;

    private const string ReadsBack = "with ordinality as \"i\" (\"id\", \"n\") join";

    [Fact]
    public async Task What_a_write_returns_is_what_a_query_reads_after_it()
    {
        const string Input = """
            name: "Quote \" and 光", longText: "a\nb", integer: 7, decimal: "1.2500000000", money: "3.50", percent: "12.5", checkbox: true,
            date: "2026-02-28", dateTime: "2026-02-28T23:59:59.123456Z", time: "08:30:00", duration: "P1DT2H", picklist: "a", multiPicklist: ["b", "a"], email: "a@example.com",
            phone: "+1 555 0100", url: "https://example.com/", address: {city: "上海", country: "CN"}, geolocation: {latitude: 1.5, longitude: -2.25}, tags: ["x", "y"], json: {a: [1, null]}
            """;
        (JsonElement created, string[] statements) = await RunAsync(world.Admin, $$"""mutation { createSample(input: { {{Input}} }) { record { {{Fields}} } } }""");
        JsonElement record = created.GetProperty("createSample").GetProperty("record");
        Assert.DoesNotContain(statements, s => s.Contains(ReadsBack, StringComparison.Ordinal));
        string id = record.GetProperty("id").GetString()!;
        Assert.Equal(await ReadAsync(id), record.GetRawText());

        (JsonElement updated, statements) = await RunAsync(world.Admin, $$"""mutation { updateSample(id: "{{id}}", input: {name: "New", address: null, tags: [], dateTime: null}) { record { {{Fields}} } } }""");
        Assert.DoesNotContain(statements, s => s.Contains(ReadsBack, StringComparison.Ordinal));
        record = updated.GetProperty("updateSample").GetProperty("record");
        Assert.Equal(2, record.GetProperty("version").GetInt32());
        Assert.Equal(await ReadAsync(id), record.GetRawText());
    }

    [Fact]
    public async Task Records_of_many_come_in_the_order_of_their_inputs()
    {
        string inputs = string.Join(", ", Enumerable.Range(0, 40).Select(n => $$"""{name: "Firm {{n}}"}"""));
        (JsonElement created, string[] statements) = await RunAsync(world.Admin, $$"""mutation { createFirms(inputs: [{{inputs}}]) { records { id name } } }""");
        JsonElement[] records = [.. created.GetProperty("createFirms").GetProperty("records").EnumerateArray()];
        Assert.DoesNotContain(statements, s => s.Contains(ReadsBack, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 40).Select(n => $"Firm {n}"), records.Select(r => r.GetProperty("name").GetString()));

        string changes = string.Join(", ", records.Reverse().Select((r, n) => $$"""{id: "{{r.GetProperty("id").GetString()}}", input: {score: {{n}} } }"""));
        (JsonElement updated, statements) = await RunAsync(world.Admin, $$"""mutation { updateFirms(changes: [{{changes}}]) { first: records { name } again: records { score } } }""");
        Assert.DoesNotContain(statements, s => s.Contains(ReadsBack, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 40).Reverse().Select(n => $"Firm {n}"), updated.GetProperty("updateFirms").GetProperty("first").EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        Assert.Equal(Enumerable.Range(0, 40), updated.GetProperty("updateFirms").GetProperty("again").EnumerateArray().Select(r => r.GetProperty("score").GetInt32()));
    }

    [Fact]
    public async Task A_record_that_the_caller_gives_away_is_not_returned()
    {
        RecordCaller ann = world.Ann with { Reach = [world.Ann.UserId] };
        (JsonElement created, _) = await RunAsync(ann, """mutation { createCampaign(input: {name: "Mine"}) { record { id name } } }""");
        JsonElement mine = created.GetProperty("createCampaign").GetProperty("record");
        Assert.Equal("Mine", mine.GetProperty("name").GetString());

        (JsonElement given, string[] statements) = await RunAsync(ann, $$"""mutation { updateCampaign(id: "{{mine.GetProperty("id").GetString()}}", input: {owner: null}) { record { id name } } }""");
        Assert.DoesNotContain(statements, s => s.Contains(ReadsBack, StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Null, given.GetProperty("updateCampaign").GetProperty("record").ValueKind);
    }

    [Fact]
    public async Task What_the_row_alone_does_not_give_is_read_back()
    {
        (JsonElement created, string[] statements) = await RunAsync(world.Admin, """
            mutation {
              createFirm(input: {name: "Worthy", score: 4}) { record { worth } }
              createAccount(input: {name: "Kept", secret: "word"}) { record { secret createdBy { name } } }
            }
            """);
        Assert.Equal(2, statements.Count(s => s.Contains(ReadsBack, StringComparison.Ordinal)));
        Assert.Equal(10, decimal.Parse(created.GetProperty("createFirm").GetProperty("record").GetProperty("worth").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("word", created.GetProperty("createAccount").GetProperty("record").GetProperty("secret").GetString());
    }

    [Fact]
    public async Task Records_are_read_back_after_whatever_may_have_changed_them()
    {
        (JsonElement invoice, _) = await RunAsync(world.Admin, """mutation { createInvoice(input: {name: "I"}) { record { id total } } }""");
        string id = invoice.GetProperty("createInvoice").GetProperty("record").GetProperty("id").GetString()!;
        (JsonElement line, string[] statements) = await RunAsync(world.Admin, $$"""mutation { createInvoiceLine(input: {name: "L", invoice: "{{id}}", amount: "2.50"}) { record { name amount } } }""");
        Assert.Contains(statements, s => s.Contains(ReadsBack, StringComparison.Ordinal));
        Assert.Equal("2.50", line.GetProperty("createInvoiceLine").GetProperty("record").GetProperty("amount").GetString());

        (JsonElement unchanged, _) = await RunAsync(world.Admin, $$"""mutation { updateInvoice(id: "{{id}}", input: {name: "I"}) { record { name } warnings { code } } }""");
        Assert.Equal("I", unchanged.GetProperty("updateInvoice").GetProperty("record").GetProperty("name").GetString());
    }

    private async Task<string> ReadAsync(string id)
    {
        (JsonElement read, _) = await RunAsync(world.Admin, $$"""{ sample(id: "{{id}}") { {{Fields}} } }""");
        return read.GetProperty("sample").GetRawText();
    }

    private async Task<(JsonElement Data, string[] Statements)> RunAsync(RecordCaller caller, string query)
    {
        Traces traces = new();
        RecordWriter writer = new(world.DataSource, world.Cipher, new WriteOptions(), traces: traces);
        RecordsService service = new(
            new RecordConnections(world.DataSource, world.DataSource), writer, new EncryptedValues(world.Cipher), new CursorKeys(tenant => tenant.ToByteArray()),
            new TeamReach(world.DataSource, TimeProvider.System), new ReadingOptions(), TimeProvider.System);
        using MemoryStream body = new();
        var errors = await service.ExecuteAsync(
            new GraphQLRequest { Query = query }, caller, _ => new((RecordCaller?)null), mayWrite: true, _ => body, TestContext.Current.CancellationToken);
        Assert.Null(errors is null ? null : string.Join('\n', errors.Select(e => e.Message)));
        JsonElement answer = JsonDocument.Parse(body.ToArray()).RootElement;
        Assert.False(answer.TryGetProperty("errors", out JsonElement told), told.ToString());
        return (answer.GetProperty("data"), [.. traces.Begun.SelectMany(t => t.Statements).SelectMany(s => s.Statements).Select(s => s.Text)]);
    }

    private sealed class Traces : ITransactionTraces
    {
        internal List<TransactionTrace> Begun { get; } = [];

        TransactionTrace? ITransactionTraces.Begin(RecordCaller caller, string? target)
        {
            TransactionTrace trace = new(caller, target, DateTimeOffset.UnixEpoch);
            Begun.Add(trace);
            return trace;
        }

        bool ITransactionTraces.End(TransactionTrace trace, bool stands, WriteRefusal? refusal) => false;
    }
}
