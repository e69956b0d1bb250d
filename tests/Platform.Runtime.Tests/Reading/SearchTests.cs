using System.Text.Json;
using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.Runtime.Reading;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Search over tables with the indexes that publishing makes, among twenty thousand accounts that are not wanted.</summary>
public sealed class SearchTests(SearchTests.Accounts accounts) : IClassFixture<SearchTests.Accounts>
{
    private const string Schema = "t_search";
    private const string List = "query($s: String) { accounts(search: $s, first: 10) { nodes { name } } }";

    [Theory]
    [InlineData("鑫", "鑫源")]
    [InlineData("光明", "光明|光明乳业集团|明日之光 光明重工|上海光明食品")]
    [InlineData("光明集团", "")]
    [InlineData("乳业集团", "光明乳业集团")]
    [InlineData("集团 光", "光明乳业集团")]
    [InlineData("集团　光", "光明乳业集团")]
    [InlineData("zyg", "Zygote & Sons")]
    [InlineData("ZYGOTE sons", "Zygote & Sons")]
    [InlineData("gote", "Zygote & Sons")]
    [InlineData("sons\tzygote", "Zygote & Sons")]
    [InlineData("q@quartz.test", "Quartz")]
    [InlineData("&", "Zygote & Sons")]
    [InlineData("o'n", "O'Neil \\ Co | x:*")]
    [InlineData("\\", "O'Neil \\ Co | x:*")]
    [InlineData("x:*", "O'Neil \\ Co | x:*")]
    [InlineData("!quartz", "")]
    [InlineData("🚀", "🚀🛰 Orbit")]
    [InlineData("🚀🛰", "🚀🛰 Orbit")]
    [InlineData("🛰🚀", "")]
    public async Task Words_of_any_script_and_length_find_records_the_best_first(string text, string names) => Assert.Equal(names, await NamesAsync(text));

    [Theory]
    [InlineData("""accounts(search: "光明") { nodes { name } totalCount }""")]
    [InlineData("""accounts(search: "鑫") { nodes { name } }""")]
    [InlineData("""accounts(search: "zygote sons", orderBy: [{ name: ASC }]) { nodes { name } }""")]
    [InlineData("""accounts(filter: { search: "zyg" }) { nodes { name } }""")]
    [InlineData("""accounts(filter: { name: { contains: "乳业" } }) { nodes { name } }""")]
    [InlineData("""accounts(filter: { name: { startsWith: "zygo", mode: INSENSITIVE } }) { nodes { name } }""")]
    [InlineData("""accounts(filter: { name: { search: "zygote" } }) { totalCount }""")]
    public async Task The_index_serves_it(string query)
    {
        string plan = await accounts.ExplainAsync("{ " + query + " }");
        Assert.Contains("sx_account_name_email", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on account", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_index_knows_the_pairs_of_neighbouring_characters_of_short_texts_and_long_ones()
    {
        string[] characters = ["a", "b", "ä", "光", "🚀", "'", "\\", " ", " ", "\t", "\u3000"];
        Random random = new(7);
        string[] texts = ["", " ", "a", .. Enumerable.Range(0, 60).Select(length => string.Concat(random.GetItems(characters, length)))];
        foreach (string text in texts) Assert.Equal(PairsOf(text), await accounts.PairsAsync(text));
    }

    [Fact]
    public async Task What_does_not_contain_a_text_is_found_without_the_index()
    {
        JsonElement data = await accounts.QueryAsync("""{ accounts(filter: { not: { name: { contains: "filler" } } }) { totalCount } }""");
        Assert.Equal(Accounts.Wanted.Length, data.GetProperty("accounts").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Pages_in_the_order_of_relevance_meet_each_record_once_either_way()
    {
        List<string> forward = await WalkAsync("first: 1", "after", "endCursor"), backward = await WalkAsync("last: 1", "before", "startCursor");
        backward.Reverse();
        Assert.Equal(["光明", "光明乳业集团", "明日之光 光明重工", "上海光明食品"], forward);
        Assert.Equal(forward, backward);

        async Task<List<string>> WalkAsync(string size, string argument, string end)
        {
            List<string> names = [];
            for (string? cursor = null; names.Count == 0 || cursor is not null;)
            {
                string place = cursor is null ? "" : $", {argument}: \"{cursor}\"";
                JsonElement page = (await accounts.QueryAsync($$"""{ accounts(search: "光明", {{size}}{{place}}) { nodes { name } pageInfo { {{end}} } } }"""))
                    .GetProperty("accounts");
                if (page.GetProperty("nodes").GetArrayLength() == 0) break;
                names.Add(page.GetProperty("nodes")[0].GetProperty("name").GetString()!);
                cursor = page.GetProperty("pageInfo").GetProperty(end).GetString();
            }

            return names;
        }
    }

    [Fact]
    public async Task An_object_without_search_fields_is_searched_by_what_names_its_records()
    {
        await accounts.ExecuteAsync($"insert into {Schema}.history_entry (id, version, created_at, updated_at, object, record, field, kind, at) values (gen_random_uuid(), 1, now(), now(), 'Deal', gen_random_uuid()::text, 'closeReason', 'update', now())");
        JsonElement data = await accounts.QueryAsync("""{ historyEntries(search: "REASON") { totalCount } }""");
        Assert.Equal(1, data.GetProperty("historyEntries").GetProperty("totalCount").GetInt32());
    }

    private async Task<string> NamesAsync(string text)
    {
        JsonElement data = await accounts.QueryAsync(List, variables: new() { ["s"] = text });
        return string.Join('|', data.GetProperty("accounts").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("name").GetString()));
    }

    private static SortedSet<string> PairsOf(string text)
    {
        SortedSet<string> pairs = new(StringComparer.Ordinal);
        foreach (string word in text.Split([' ', '\t', '\u3000'], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] runes = [.. word.EnumerateRunes().Select(r => r.ToString())];
            for (int i = 0; i < runes.Length; i++) pairs.Add(runes[i] + (i + 1 < runes.Length ? runes[i + 1] : ""));
        }

        return pairs;
    }

    /// <summary>A tenant's tables as published, with accounts.</summary>
    public sealed class Accounts(PostgresServer server) : IAsyncLifetime
    {
        private readonly ReadingFixture _reading = new(server);

        public static string[] Wanted { get; } =
            ["明日之光 光明重工", "上海光明食品", "光明乳业集团", "光明", "鑫源", "Zygote & Sons", "Quartz", "O'Neil \\ Co | x:*", "🚀🛰 Orbit"];

        public async ValueTask InitializeAsync()
        {
            await _reading.InitializeAsync();
            await PublishedTables.CreateAsync(_reading.Source, ReadingFixture.Model, Schema);
            await ExecuteAsync($"insert into {Schema}.account (id, version, created_at, updated_at, active, name) select gen_random_uuid(), 1, now(), now(), true, 'filler ' || md5(i::text) from generate_series(1, 20000) i");
            for (int i = 0; i < Wanted.Length; i++)
            {
                await ExecuteAsync(
                    $"insert into {Schema}.account (id, version, created_at, updated_at, active, name, email) values ($1, 1, now(), now(), true, $2, $3)",
                    new Guid(i + 1, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1), Wanted[i], Wanted[i] == "Quartz" ? "q@quartz.test" : DBNull.Value);
            }

            await ExecuteAsync($"vacuum analyze {Schema}.account");
        }

        public ValueTask DisposeAsync() => _reading.DisposeAsync();

        public Task ExecuteAsync(string sql, params object?[] values) => _reading.ExecuteAsync(sql, values);

        public Task<JsonElement> QueryAsync(string query, string role = "manager", Dictionary<string, object?>? variables = null) =>
            _reading.QueryAsync(role, Guid.CreateVersion7(), query, variables, Schema);

        public async Task<SortedSet<string>> PairsAsync(string text)
        {
            await using NpgsqlCommand command = _reading.Source.CreateCommand("select tsvector_to_array(platform.search_grams($1))");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
            return new SortedSet<string>((string[])(await command.ExecuteScalarAsync())!, StringComparer.Ordinal);
        }

        public async Task<string> ExplainAsync(string query)
        {
            (QueryPlan? plan, _) = ReadingFixture.Plan("manager", query);
            BoundStatement bound = LoweredStatement.OfQuery(plan!, ReadingFixture.Schema("manager"), Schema)
                .Bind(new BindingContext { Variables = new Dictionary<string, object?>(), UserId = Guid.CreateVersion7(), CursorKey = [1] });
            await using NpgsqlConnection connection = await _reading.Source.OpenConnectionAsync();
            await using NpgsqlCommand command = StatementCommand.Create(connection, bound with { Text = "explain " + bound.Text });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
            List<string> lines = [];
            while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
            return string.Join('\n', lines);
        }
    }
}
