using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Demo;

/// <summary>The totals of the sales app: quotes and orders over their lines, what is paid and outstanding, an account's deals and credit.</summary>
public sealed class SalesTotalsTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Totals_follow_lines_and_receipts_to_the_cent()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        object[] edits = [.. SalesApp.Documents().Select(d => (object)new { put = JsonDocument.Parse(Encoding.UTF8.GetString(d)).RootElement })];
        using HttpResponseMessage applied = await client.PostAsJsonAsync(
            "/metadata", new { query = "mutation($edits: [DocumentEdit!]!) { apply(edits: $edits, accept: [\"SCRIPT_RIGHTS\"]) { revision } }", variables = new { edits } });
        Assert.DoesNotContain("\"errors\"", await applied.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Api api = new(client);
        string account = await api.CreateAsync("Account", """ name: "Acme", creditLimit: "1000" """);
        string product = await api.CreateAsync("Product", """ name: "Lamp", code: "L1", listPrice: "9.99", unit: "piece" """);
        string quote = await api.CreateAsync("Quote", $$""" name: "Q", account: "{{account}}", freight: "5.05" """);
        string line = await LineAsync(api, "QuoteLine", $"quote: \"{quote}\"", product, "6", "9.99");
        await LineAsync(api, "QuoteLine", $"quote: \"{quote}\"", product, "1", "0.01");
        Assert.Equal(
            """{"quote":{"lineCount":2,"subtotal":"59.95","taxAmount":"7.79","total":"72.79","margin":"31.95","marginRate":"0.5329"}}""",
            await api.TextAsync($"{{ quote(id: \"{quote}\") {{ lineCount subtotal taxAmount total margin marginRate }} }}"));
        await api.DataAsync($"mutation {{ deleteQuoteLine(id: \"{line}\") {{ record {{ id }} }} }}");
        Assert.Equal("""{"quote":{"lineCount":1,"total":"5.06"}}""", await api.TextAsync($"{{ quote(id: \"{quote}\") {{ lineCount total }} }}"));

        string order = await api.CreateAsync("Order", $$""" account: "{{account}}", orderDate: "2026-01-05", status: "confirmed" """);
        await LineAsync(api, "OrderLine", $"order: \"{order}\"", product, "1", "100.10");
        string plan = await api.CreateAsync("PaymentPlan", $$""" name: "1", order: "{{order}}", account: "{{account}}", installment: 1, dueDate: "2026-02-01", amount: "113.11" """);
        string receipt = await api.CreateAsync("Receipt", $$""" account: "{{account}}", receivedOn: "2026-02-01", amount: "40.00" """);
        await api.CreateAsync("ReceiptAllocation", $$""" receipt: "{{receipt}}", paymentPlan: "{{plan}}", amount: "40.00", allocatedOn: "2026-02-01" """);
        Assert.Equal(
            """{"order":{"total":"113.11","receivedAmount":"40.00","outstandingAmount":"73.11","account":{"creditUsed":"73.11","creditLeft":"926.89","openDeals":0,"lastOrderDate":"2026-01-05"}}}""",
            await api.TextAsync($"{{ order(id: \"{order}\") {{ total receivedAmount outstandingAmount account {{ creditUsed creditLeft openDeals lastOrderDate }} }} }}"));
        await api.CreateAsync("Opportunity", $$""" name: "D", account: "{{account}}", closeDate: "2026-03-01", amount: "250.00" """);
        await api.DataAsync($"mutation {{ updateOrder(id: \"{order}\", input: {{status: \"cancelled\"}}) {{ record {{ id }} }} }}");
        Assert.Equal(
            """{"accounts":{"nodes":[{"openDeals":1,"openAmount":"250.00","creditUsed":"0.00","lastOrderDate":null}]}}""",
            await api.TextAsync("""{ accounts(filter: {openAmount: {gte: "250"}}, orderBy: [{openDeals: DESC}]) { nodes { openDeals openAmount creditUsed lastOrderDate } } }"""));
        Assert.StartsWith("BAD_USER_INPUT", await api.ErrorAsync($$"""mutation { updateQuote(id: "{{quote}}", input: {subtotal: "1"}) { record { id } } }"""), StringComparison.Ordinal);
        Assert.Equal("""{"ordersGroup":[{"sum":{"receivedAmount":"40.00"},"max":{"subtotal":"100.10"}}]}""", await api.TextAsync("{ ordersGroup(by: [{field: status}]) { sum { receivedAmount } max { subtotal } } }"));
    }

    private static Task<string> LineAsync(Api api, string type, string parent, string product, string quantity, string price) => api.CreateAsync(
        type, $$""" name: "l", {{parent}}, position: 1, product: "{{product}}", quantity: "{{quantity}}", unitPrice: "{{price}}", taxRate: "0.13", unitCost: "4.00" """);
}
