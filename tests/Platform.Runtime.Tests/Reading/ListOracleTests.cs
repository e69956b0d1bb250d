using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Random records, filters, orders and pages: what the database answers is what memory computes.</summary>
public sealed class ListOracleTests(ReadingFixture database) : IClassFixture<ReadingFixture>, IAsyncLifetime
{
    private static readonly Guid[] Owners = [Guid.CreateVersion7(), Guid.CreateVersion7()];
    private readonly Random _random = new(20260615);
    private readonly Dictionary<Guid, AccountRow> _rows = [];

    public async ValueTask InitializeAsync()
    {
        await database.ExecuteAsync($"delete from {ReadingFixture.Tenant}.account");
        for (int i = 0; i < 60; i++) await AddAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_random_filter_finds_what_the_same_filter_finds_in_memory()
    {
        for (int i = 0; i < 300; i++)
        {
            RandomFilter filter = RandomFilter.Of(_random, _rows);
            JsonElement data = await QueryAsync($"accounts(first: 100, filter: {{{filter.Text}}}) {{ nodes {{ id }} totalCount }}");
            HashSet<Guid> expected = [.. _rows.Values.Where(filter.Holds).Select(r => r.Id)];
            HashSet<Guid> found = [.. Ids(data.GetProperty("accounts").GetProperty("nodes"))];
            Assert.True(expected.SetEquals(found), $"{filter.Text}: expected {expected.Count}, found {found.Count}");
            Assert.Equal(expected.Count, data.GetProperty("accounts").GetProperty("totalCount").GetInt32());
        }
    }

    [Fact]
    public async Task Walking_the_pages_of_a_random_order_either_way_gives_the_order_of_memory()
    {
        for (int i = 0; i < 40; i++)
        {
            RandomFilter filter = RandomFilter.Of(_random, _rows);
            RandomOrder order = RandomOrder.Of(_random, _rows);
            List<AccountRow> expected = [.. _rows.Values.Where(filter.Holds)];
            expected.Sort(order.Compare);
            int size = _random.Next(1, 9);
            string list = $"filter: {{{filter.Text}}}, orderBy: {order.Text}";
            Assert.Equal(expected.Select(r => r.Id), await WalkAsync(list, size, forward: true));
            Assert.Equal(expected.Select(r => r.Id), await WalkAsync(list, size, forward: false));
        }
    }

    [Fact]
    public async Task Offset_pages_and_page_info_agree_with_the_list()
    {
        for (int i = 0; i < 40; i++)
        {
            RandomOrder order = RandomOrder.Of(_random, _rows);
            List<AccountRow> expected = [.. _rows.Values];
            expected.Sort(order.Compare);
            int size = _random.Next(0, 20), offset = _random.Next(0, 80);
            JsonElement page = (await QueryAsync(
                $"accounts(first: {size}, offset: {offset}, orderBy: {order.Text}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor }} }}")).GetProperty("accounts");
            Guid[] ids = [.. expected.Skip(offset).Take(size).Select(r => r.Id)];
            Assert.Equal(ids, Ids(page.GetProperty("nodes")));
            JsonElement info = page.GetProperty("pageInfo");
            Assert.Equal(expected.Count > offset + size, info.GetProperty("hasNextPage").GetBoolean());
            Assert.Equal(offset > 0, info.GetProperty("hasPreviousPage").GetBoolean());
            Assert.Equal(ids.Length == 0, info.GetProperty("startCursor").ValueKind == JsonValueKind.Null);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Walking_under_concurrent_inserts_repeats_nothing_and_misses_no_record_that_was_there(bool forward)
    {
        string[] orders =
        [
            "[{employees: DESC_NULLS_LAST}, {revenue: ASC}]", "[{parent: {employees: ASC_NULLS_FIRST}}, {founded: DESC}]", "[]",
            .. Enumerable.Range(0, 5).Select(_ => RandomOrder.Of(_random, _rows).Text),
        ];
        foreach (string order in orders)
        {
            Guid[] there = [.. _rows.Keys];
            using CancellationTokenSource walked = new();
            Task<List<AccountRow>> inserting = InsertAsync(there, new Random(_random.Next()), walked.Token);
            List<Guid> seen = await WalkAsync($"orderBy: {order}", 7, forward);
            await walked.CancelAsync();
            List<AccountRow> inserted = await inserting;
            foreach (AccountRow row in inserted) _rows.Add(row.Id, row);
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Empty(there.Except(seen));
            Assert.Empty(seen.Except(_rows.Keys));
            Assert.NotEmpty(inserted);
        }
    }

    /// <summary>Adds records until it is told to stop, 60 at most so that a walk comes to its end.</summary>
    private async Task<List<AccountRow>> InsertAsync(Guid[] parents, Random random, CancellationToken stop)
    {
        List<AccountRow> inserted = [];
        do
        {
            AccountRow row = AccountRow.Random(random, [.. parents], Owners);
            await database.InsertAsync("account", row.Id, AccountRow.Columns, row.Values);
            inserted.Add(row);
        }
        while (!stop.IsCancellationRequested && inserted.Count < 60);
        return inserted;
    }

    private static IEnumerable<Guid> Ids(JsonElement nodes) => nodes.EnumerateArray().Select(n => n.GetProperty("id").GetGuid());

    private static string After(string? cursor, string argument) => cursor is null ? "" : $", {argument}: \"{cursor}\"";

    private async Task AddAsync()
    {
        AccountRow row = AccountRow.Random(_random, [.. _rows.Keys], Owners);
        _rows.Add(row.Id, row);
        await database.InsertAsync("account", row.Id, AccountRow.Columns, row.Values);
    }

    private async Task<List<Guid>> WalkAsync(string list, int size, bool forward)
    {
        List<Guid> walked = [];
        string? cursor = null;
        while (true)
        {
            string page = forward ? $"first: {size}{After(cursor, "after")}" : $"last: {size}{After(cursor, "before")}";
            JsonElement data = (await QueryAsync(
                $"accounts({page}, {list}) {{ edges {{ node {{ id }} cursor }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}")).GetProperty("accounts");
            JsonElement[] edges = [.. data.GetProperty("edges").EnumerateArray()];
            IEnumerable<Guid> ids = edges.Select(e => e.GetProperty("node").GetProperty("id").GetGuid());
            if (forward) walked.AddRange(ids);
            else walked.InsertRange(0, ids);
            JsonElement info = data.GetProperty("pageInfo");
            if (edges.Length > 0)
            {
                Assert.Equal(edges[0].GetProperty("cursor").GetString(), info.GetProperty("startCursor").GetString());
                Assert.Equal(edges[^1].GetProperty("cursor").GetString(), info.GetProperty("endCursor").GetString());
            }

            if (!info.GetProperty(forward ? "hasNextPage" : "hasPreviousPage").GetBoolean()) return walked;
            cursor = info.GetProperty(forward ? "endCursor" : "startCursor").GetString();
        }
    }

    private async Task<JsonElement> QueryAsync(string field)
    {
        JsonElement data = await database.QueryAsync("manager", Owners[0], "{ " + field + " }");
        Assert.False(data.TryGetProperty("errors", out _), field + data.GetRawText());
        return data;
    }
}
