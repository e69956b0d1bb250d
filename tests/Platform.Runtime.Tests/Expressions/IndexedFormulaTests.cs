using System.Net.Http.Json;
using System.Text.Json;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>Indexes of computed fields: made by deploys, used by filters and orders, following the formula.</summary>
public sealed class IndexedFormulaTests(TestHost host) : IClassFixture<TestHost>
{
    // Everything that an index takes, so that PostgreSQL is asked whether it is immutable.
    private static readonly (string Type, string Formula)[] Formulas =
    [
        ("decimal", "record.amount * record.rate / 3"), ("decimal", "math.round(record.amount, 1) + math.abs(record.count) - math.greatest(record.amount, record.rate)"),
        ("integer", "record.count / 2 % 7 + math.sign(record.count) + int(record.amount)"), ("integer", "record.name.size() + record.name.indexOf('a') + record.name.lastIndexOf('b')"),
        ("integer", "record.day.getFullYear() + record.day.getMonth() + record.day.getDayOfWeek() + record.day.getDayOfYear()"),
        ("integer", "record.at.getHours('UTC') + record.at.getFullYear('Asia/Shanghai') + record.at.getMinutes('+08:00')"), ("integer", "(record.at - timestamp('2026-01-01T00:00:00Z')).getHours()"),
        ("integer", "int(record.code) + decimal(record.code) > 5 ? 1 : 2"), ("integer", "record.labels.size()"),
        ("text", "record.name + ': ' + string(record.count) + string(record.amount) + string(record.done)"), ("text", "record.name.trim().lowerAscii().replace('a', 'b').substring(0, 3)"),
        ("text", "record.name.split(',')[0]"), ("text", "coalesce(record.code, record.name, 'none')"), ("text", "string(record.hours)"),
        ("checkbox", "record.name.matches('^a.*z$') || record.name.contains('x') && !record.name.startsWith('y')"), ("checkbox", "'x' in record.labels || blank(record.labels)"),
        ("checkbox", "record.kind in ['a', 'b'] && has(record.name) && record.day > date('2026-01-31') && record.other == null"), ("checkbox", "record.name < 'm'"),
        ("text", "record.site.city + coalesce(record.site.country, '')"), ("integer", "distanceMeters(record.spot, 31.2, record.amount)"),
        ("date", "addMonths(record.day, 1) + days(3)"), ("date", "date(record.count, 2, 3)"), ("dateTime", "record.at + hours(3) - record.hours"), ("duration", "record.day - date('2026-01-01') + record.hours"),
    ];

    private static readonly string[] Stored =
    [
        Docs.Field("name", "text"), Docs.Field("code", "text"), Docs.Field("amount", "currency"), Docs.Field("rate", "percent"), Docs.Field("count", "integer"), Docs.Field("day", "date"),
        Docs.Field("at", "dateTime"), Docs.Field("hours", "duration"), Docs.Field("done", "checkbox"), Docs.Field("labels", "tags"),
        Docs.Field("kind", "picklist", """ "values":[{"value":"a","label":"A"}] """), Docs.Field("other", "lookup", """ "target":"Sampled" """),
        Docs.Field("site", "address"), Docs.Field("spot", "geolocation"),
    ];

    [Fact]
    public async Task PostgreSQL_indexes_every_formula_that_the_compiler_lets_through()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await ApplyAsync(client, Docs.Object("Sampled",
            [.. Stored, .. Formulas.Select((f, n) => Docs.Field($"f{n}", f.Type, $"{(f.Type == "decimal" ? "\"scale\":4," : "")}\"indexed\":true,\"formula\":{JsonSerializer.Serialize(f.Formula)}"))]));
        Assert.Equal(Formulas.Length, await CountAsync("SELECT count(*) FROM pg_index WHERE indrelid = 't_default.sampled'::regclass AND indexrelid::regclass::text LIKE '%ix_sampled_f%' AND indexprs IS NOT NULL AND indisvalid"));
        Api api = new(client);
        await api.CreateAsync("Sampled", """ name: "abcz", code: "12", amount: "1.50", rate: "0.2", count: 7, day: "2026-02-28", at: "2026-01-02T03:04:05Z", hours: "PT1H", labels: ["x"], site: {city: "上海"}, spot: {latitude: 31.23, longitude: 121.47} """);
        await api.DataAsync($"{{ sampleds {{ nodes {{ {string.Join(' ', Formulas.Select((_, n) => $"f{n}"))} }} }} }}");
    }

    [Fact]
    public async Task Filters_and_orders_by_an_indexed_formula_use_its_index()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        string Worth(string formula) => Docs.Object("Asset", Docs.Field("price", "currency"), Docs.Field("pieces", "integer"), Docs.Field("worth", "currency", $"\"indexed\":true,\"formula\":\"{formula}\""));
        await ApplyAsync(client, Worth("record.price * record.pieces"));
        await ExecuteAsync("""
            INSERT INTO t_default.asset (id, version, created_at, updated_at, title, price, pieces) SELECT gen_random_uuid(), 1, now(), now(), n::text, n, 2 FROM generate_series(1, 15000) n;
            """);
        await ExecuteAsync("VACUUM ANALYZE t_default.asset");
        Api api = new(client);
        Assert.Equal("""{"assets":{"nodes":[{"title":"700"}]}}""", await api.TextAsync("""{ assets(filter: {worth: {eq: "1400"}}) { nodes { title } } }"""));
        await UsedAsync(1);
        Assert.Equal("""{"assets":{"nodes":[{"title":"15000"},{"title":"14999"}]}}""", await api.TextAsync("{ assets(first: 2, orderBy: [{worth: DESC}]) { nodes { title } } }"));
        await UsedAsync(2);

        // Another formula gets another index, and so does a field that is stored anew under it.
        await ApplyAsync(client, Worth("record.price * record.pieces + 1"));
        Assert.Equal("""{"assets":{"nodes":[{"title":"700"}]}}""", await api.TextAsync("""{ assets(filter: {worth: {eq: "1401"}}) { nodes { title } } }"""));
        await UsedAsync(1);
        await ApplyAsync(client, Worth("record.price * record.pieces + 1").Replace("\"type\":\"integer\"", "\"type\":\"decimal\"", StringComparison.Ordinal));
        Assert.Equal("""{"assets":{"nodes":[{"title":"700"}]}}""", await api.TextAsync("""{ assets(filter: {worth: {eq: "1401"}}) { nodes { title } } }"""));
        await UsedAsync(1);
    }

    private Task UsedAsync(long times) => Eventually.HoldsAsync(
        async () => await CountAsync("SELECT coalesce(sum(idx_scan), 0)::bigint FROM pg_stat_user_indexes WHERE indexrelname = 'ix_asset_worth'") >= times, "the index is used");

    private async Task<long> CountAsync(string sql)
    {
        await using Npgsql.NpgsqlCommand command = host.Database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using Npgsql.NpgsqlCommand command = host.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ApplyAsync(HttpClient client, params string[] documents)
    {
        const string Query = "mutation($edits: [DocumentEdit!]!) { apply(edits: $edits, accept: [\"DATA_LOSS\", \"CANNOT_CONVERT\"]) { revision } }";
        object[] edits = [.. documents.Select(d => (object)new { put = JsonDocument.Parse(d).RootElement })];
        using HttpResponseMessage response = await client.PostAsJsonAsync("/metadata", new { query = Query, variables = new { edits } });
        string body = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("\"errors\"", body, StringComparison.Ordinal);
    }
}
