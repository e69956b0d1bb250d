using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Lists and sums that come at once are read together once it is known that the database plans that as it plans each.</summary>
public sealed partial class SharedReadingTests
{
    private static int ListsAtOnce => SharedReads.ListsAtOnce;

    [Fact]
    public async Task Lists_that_come_at_once_are_one_statement_and_each_gets_its_own_page()
    {
        string query = $"query($name: String, $n: Int) {{ {_name}: accounts(first: $n, filter: {{ name: {{ startsWith: $name }} }}, orderBy: [{{ name: ASC }}]) {{ totalCount nodes {{ name owner {{ name }} }} }} }}";
        for (int n = 10; n < 30; n++) await database.InsertAsync("account", null, "name, owner_id", $"account {n}", n % 2 == 0 ? Ann : Bob);
        await ShareAsync(query, new { name = "account", n = 1 });

        Task<string>[] leaders = await HoldAsync(query, new { name = "account", n = 1 });
        Task<string>[] asked =
        [
            ListAsync(Caller(Ann), query, new { name = "account 2", n = 2 }),
            ListAsync(Caller(Bob), query, new { name = "account 12", n = 5 }),
            ListAsync(Caller(Ann), query, new { name = "account 2", n = 0 }),
            ListAsync(Caller(Ann), query, new { name = "nothing", n = 5 }),
            // Another team: not the same list of owners.
            ListAsync(Caller(Cat), query, new { name = "account", n = 5 }),
        ];
        Assert.Equal("PAGE_TOO_LARGE", await ListAsync(Caller(Ann), query, new { name = "account", n = 100_000 }));
        await ReleaseAsync();
        await Task.WhenAll(leaders);
        Assert.Equal(
            [
                """{"totalCount":11,"nodes":[{"name":"account 2","owner":{"name":"Bob"}},{"name":"account 20","owner":{"name":"Ann"}}]}""",
                """{"totalCount":1,"nodes":[{"name":"account 12","owner":{"name":"Ann"}}]}""",
                """{"totalCount":11,"nodes":[]}""",
                """{"totalCount":0,"nodes":[]}""",
                """{"totalCount":1,"nodes":[{"name":"account 3","owner":{"name":"Cat"}}]}""",
            ],
            await Task.WhenAll(asked));
        AssertSent(ListsAtOnce + 1, 1);
    }

    [Fact]
    public async Task Sums_that_come_at_once_are_one_statement()
    {
        string query = $"query($least: Int) {{ {_name}: dealLinesGroup(by: [{{ field: title }}], filter: {{ quantity: {{ gte: $least }} }}) {{ key {{ title }} sum {{ quantity }} }} }}";
        await ShareAsync(query, new { least = 0 }, table: "deal_line");
        Task<string>[] leaders = await HoldAsync(query, new { least = 0 }, table: "deal_line");
        Task<string>[] asked = [.. Enumerable.Range(0, 4).Select(n => ListAsync(Caller(Ann), query, new { least = n }))];
        await ReleaseAsync();
        await Task.WhenAll(leaders);
        string one = """{"key":{"title":"line 1"},"sum":{"quantity":"1"}}""", two = """{"key":{"title":"line 2"},"sum":{"quantity":"2"}}""";
        Assert.Equal([$"[{one},{two}]", $"[{one},{two}]", $"[{two}]", "[]"], await Task.WhenAll(asked));
        AssertSent(ListsAtOnce, 1);
    }

    [Fact]
    public async Task Lists_of_which_all_is_said_in_the_document_are_read_once()
    {
        string query = $"{{ {_name}: accounts(orderBy: [{{ name: ASC }}]) {{ nodes {{ name }} }} }}";
        await ShareAsync(query, new { });
        Task<string>[] leaders = await HoldAsync(query, new { });
        Task<string>[] asked = [ListAsync(Caller(Ann), query, new { }), ListAsync(Caller(Bob), query, new { }), ListAsync(Caller(Cat), query, new { })];
        await ReleaseAsync();
        await Task.WhenAll(leaders);
        string ours = """{"nodes":[{"name":"account 1"},{"name":"account 2"}]}""";
        Assert.Equal([ours, ours, """{"nodes":[{"name":"account 3"}]}"""], await Task.WhenAll(asked));
        AssertSent(ListsAtOnce + 1, 1);
    }

    [Fact]
    public async Task A_list_with_encrypted_values_is_read_for_each()
    {
        Guid id = await database.InsertAsync("account", null, "name, owner_id", "coded", Ann);
        await database.ExecuteAsync($"update {ReadingFixture.Tenant}.account set tax_number = $2 where id = $1", id, _cipher.Encrypt("12-34", new CipherPlace(Guid.Empty, "Account", "taxNumber", id)));
        string query = $"query($name: String) {{ {_name}: accounts(filter: {{ name: {{ eq: $name }} }}) {{ nodes {{ taxNumber }} }} }}";
        for (int n = 0; n < 20; n++) Assert.Equal("""{"nodes":[{"taxNumber":"12-34"}]}""", await ListAsync(Caller(Ann), query, new { name = "coded" }));
        Task<string>[] asked = await HoldAsync(query, new { name = "coded" }, count: ListsAtOnce + 2);
        await ReleaseAsync();
        Assert.All(await Task.WhenAll(asked), a => Assert.Equal("""{"nodes":[{"taxNumber":"12-34"}]}""", a));
    }

    /// <summary>Asks until what comes at once is shared: the database's plans are compared beside the requests.</summary>
    private async Task ShareAsync(string query, object variables, string table = "account")
    {
        for (int n = 0; n < PlanStability.FirstLook; n++) await ListAsync(Caller(Ann), query, variables);
        await Eventually.HoldsAsync(
            async () =>
            {
                Task<string>[] asked = await HoldAsync(query, variables, ListsAtOnce, table);
                Task<string>[] more = [ListAsync(Caller(Ann), query, variables), ListAsync(Caller(Ann), query, variables)];
                await ReleaseAsync();
                await Task.WhenAll([.. asked, .. more]);
                return _sent.Take().SelectMany(t => t).Any(s => s.StartsWith("select", StringComparison.Ordinal) && s.Contains(Together, StringComparison.Ordinal));
            },
            "lists are shared");
    }

    /// <summary>Holds the table and asks as often as is done at once, or as said.</summary>
    private async Task<Task<string>[]> HoldAsync(string query, object variables, int? count = null, string table = "account")
    {
        int asking = count ?? ListsAtOnce;
        await HoldTableAsync(table);
        Task<string>[] leaders = [.. Enumerable.Range(0, asking).Select(_ => ListAsync(Caller(Ann), query, variables))];
        await SeeThemWaitAsync(asking);
        return leaders;
    }

    /// <summary>The list of the answer, or why there is none.</summary>
    private Task<string> ListAsync(RecordCaller caller, string query, object variables) => AnswerAsync(caller, query, variables, moved: null, Test);
}
