using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

public sealed class RecordReadingTests(ReadingFixture database) : IClassFixture<ReadingFixture>
{
    private static readonly Guid Ann = Guid.Parse("00000000-0000-7000-8000-00000000000a");

    [Fact]
    public async Task Every_field_type_is_read_in_its_api_form()
    {
        Guid id = await database.InsertAsync(
            "account", null,
            "owner_id, name, industry, employees, revenue, rating, share, active, founded, contacted_at, opens_at, call_time, labels, segments, billing_city, place_latitude, place_longitude, meta",
            Ann, "A \"quoted\" \\ 光\n名", "tech", 12, 1000.5m, 1.25m, 0.2m, true, new DateOnly(1999, 12, 31), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            new TimeOnly(9, 30), 5400L, new[] { "x", "y" }, new[] { "a" }, "Paris", 48.85m, 2.35m, NpgsqlJson("""{"a": [1, null]}"""));
        JsonElement data = await database.QueryAsync("manager", Ann, $$"""
            { account(id: "{{id}}") { id version name industry employees revenue rating share active founded contactedAt opensAt callTime labels segments notes
              billing { city street __typename } place { latitude longitude } meta createdAt deletedAt parent { id } owner { id } __typename } }
            """);
        Assert.Equal(
            $$"""{"id":"{{id}}","version":1,"name":"A \"quoted\" \\ 光\n名","industry":"tech","employees":12,"revenue":"1000.50","rating":"1.250","share":"0.2000","active":true,"founded":"1999-12-31","contactedAt":"2026-01-02T03:04:05.000000Z","opensAt":"09:30:00","callTime":"PT5400S","labels":["x","y"],"segments":["a"],"notes":null,"billing":{"city":"Paris","street":null,"__typename":"Address"},"place":{"latitude":48.850000,"longitude":2.350000},"meta":{"a": [1, null]},"createdAt":"2026-01-02T03:04:05.123456Z","deletedAt":null,"parent":null,"owner":null,"__typename":"Account"}""",
            data.GetProperty("account").GetRawText());
    }

    [Fact]
    public async Task Blank_fields_are_null_and_blank_lists_are_empty()
    {
        Guid id = await database.InsertAsync("account", null, "");
        JsonElement data = await database.QueryAsync("manager", Ann, $$"""
            { account(id: "{{id}}") { name employees revenue active founded contactedAt opensAt callTime labels segments billing { city } place { latitude } meta parent { id } } }
            """);
        Assert.Equal(
            """{"name":null,"employees":null,"revenue":null,"active":false,"founded":null,"contactedAt":null,"opensAt":null,"callTime":null,"labels":[],"segments":[],"billing":null,"place":null,"meta":null,"parent":null}""",
            data.GetProperty("account").GetRawText());
    }

    private static JsonDocument NpgsqlJson(string text) => JsonDocument.Parse(text);
}
