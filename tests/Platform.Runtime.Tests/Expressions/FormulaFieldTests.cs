using System.Net.Http.Json;
using System.Text.Json;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>Computed fields from the document to the answer: published, read, filtered, sorted, grouped, changed and made stored.</summary>
public sealed class FormulaFieldTests(TestHost host) : IClassFixture<TestHost>
{
    private static readonly string Account = Docs.Object("Customer", Docs.Field("discount", "percent"), Docs.Field("factor", "decimal", """ "scale":4,"formula":"1 - coalesce(record.discount, 0)" """));

    private static readonly string Line = Docs.Object(
        "OfferLine", Docs.Field("price", "currency"), Docs.Field("quantity", "integer"), Docs.Field("offer", "masterDetail", """ "target":"Offer","inverse":"lines" """),
        Docs.Field("total", "currency", """ "formula":"record.price * record.quantity * record.offer.customer.factor" """));

    private static readonly string[] OfferFields =
    [
        Docs.Field("amount", "currency"), Docs.Field("probability", "percent"), Docs.Field("customer", "lookup", """ "target":"Customer" """),
        Docs.Field("due", "date"),
        Docs.Field("big", "checkbox", """ "formula":"record.weighted > 500" """),
        Docs.Field("lineCount", "integer", """ "formula":"record.lines.size()" """),
        Docs.Field("heavy", "checkbox", """ "formula":"record.lines.exists(l, l.total >= 100)" """),
        Docs.Field("shown", "text", """ "formula":"record.customer.title + ': ' + record.title" """),
        Docs.Field("latest", "date", """ "formula":"record.due + days(30)" """),
        Docs.Field("each", "decimal", """ "scale":4,"formula":"record.amount / record.lineCount" """),
    ];

    [Fact]
    public async Task The_day_of_the_request_is_that_of_the_tenant_in_answers_filters_and_orders()
    {
        await using (Npgsql.NpgsqlCommand zone = host.Database.DataSource.CreateCommand("update platform.tenants set time_zone = 'Pacific/Kiritimati'"))
            await zone.ExecuteNonQueryAsync();
        using HttpClient client = await host.CreateSignedInClientAsync();
        await ApplyAsync(
            client,
            Docs.Object("Bill", Docs.Field("due", "date"), Docs.Field("daysOverdue", "integer", """ "formula":"record.due < today ? (today - record.due).getDays() : 0" """),
                Docs.Field("day", "date", """ "formula":"date(now)" """)));
        Api api = new(client);
        // Fourteen hours ahead of UTC: mostly another day than the server's.
        DateOnly before = Today();
        await api.CreateAsync("Bill", $"""title: "a", due: "{before.AddDays(-12):yyyy-MM-dd}" """);
        await api.CreateAsync("Bill", $"""title: "b", due: "{before.AddDays(5):yyyy-MM-dd}" """);
        await api.CreateAsync("Bill", """title: "c" """);
        string answer = await api.TextAsync("{ bills(orderBy: [{daysOverdue: DESC}, {title: ASC}]) { nodes { title daysOverdue day } } }");
        if (Today() != before) return;
        string day = before.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            $$$"""{"bills":{"nodes":[{"title":"a","daysOverdue":12,"day":"{{{day}}}"},{"title":"b","daysOverdue":0,"day":"{{{day}}}"},{"title":"c","daysOverdue":0,"day":"{{{day}}}"}]}}""", answer);
        Assert.Equal("""{"bills":{"nodes":[{"title":"a"}]}}""", await api.TextAsync("{ bills(filter: {daysOverdue: {gte: 12}}) { nodes { title } } }"));

        static DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTime.UtcNow, "Pacific/Kiritimati"));
    }

    [Fact]
    public async Task Parts_of_addresses_and_geolocations_are_read_by_formulas_rules_and_rollups()
    {
        const string Rules = """
            "rules":[{"name":"whereTo","label":"Where to","invalidWhen":"has(record.to) && blank(record.to.city)","message":"A city is needed.","fields":["to"]},
                     {"name":"stays","label":"Stays","invalidWhen":"!isNew() && isChanged(record.to) && record.to == null","message":"It goes somewhere.","fields":["to"]}],
            """;
        using HttpClient client = await host.CreateSignedInClientAsync();
        await ApplyAsync(
            client,
            Docs.Object("Depot", Docs.Field("place", "geolocation"), Docs.Field("atHome", "integer", """ "rollup":{"relation":"parcels","function":"count","filter":"record.to.country == 'CN'"} """)),
            Docs.Of(
                "Parcel", Rules, Docs.Field("depot", "lookup", """ "target":"Depot","inverse":"parcels" """), Docs.Field("to", "address"), Docs.Field("place", "geolocation"),
                Docs.Field("region", "text", """ "formula":"record.to.country + '/' + record.to.city" """),
                Docs.Field("metres", "integer", """ "formula":"distanceMeters(record.place, record.depot.place)" """)));
        Api api = new(client);
        string depot = await api.CreateAsync("Depot", """title: "D", place: {latitude: 31.230416, longitude: 121.473701} """);
        string parcel = await api.CreateAsync("Parcel", $$"""title: "P", depot: "{{depot}}", to: {city: "北京", country: "CN"}, place: {latitude: 39.904202, longitude: 116.407394} """);
        await api.CreateAsync("Parcel", $$"""title: "Q", depot: "{{depot}}", to: {city: "Oslo", country: "NO"} """);
        Task<string> Home() => api.TextAsync("{ depots { nodes { atHome } } }");

        Assert.Equal(
            """{"parcels":{"nodes":[{"region":"CN/北京","metres":1067310},{"region":"NO/Oslo","metres":null}]}}""", await api.TextAsync("{ parcels(orderBy: [{metres: ASC}]) { nodes { region metres } } }"));
        Assert.Equal("""{"parcels":{"nodes":[{"title":"P"}]}}""", await api.TextAsync("{ parcels(filter: {metres: {gt: 1000000}, region: {startsWith: \"CN\"}}) { nodes { title } } }"));
        Assert.Equal("""{"depots":{"nodes":[{"atHome":1}]}}""", await Home());
        await api.DataAsync($$$"""mutation { updateParcel(id: "{{{parcel}}}", input: {to: {city: "Bergen", country: "NO"}}) { record { id } } }""");
        Assert.Equal("""{"depots":{"nodes":[{"atHome":0}]}}""", await Home());
        await api.DataAsync("""mutation { updateParcels(filter: {title: {ne: "X"}}, input: {to: {city: "成都", country: "CN"}}) { records { id } } }""");
        Assert.Equal("""{"depots":{"nodes":[{"atHome":2}]}}""", await Home());
        Assert.Contains("A city is needed.", await Refused("""{country: "CN"}"""), StringComparison.Ordinal);
        Assert.Contains("It goes somewhere.", await Refused("null"), StringComparison.Ordinal);

        async Task<string> Refused(string to) => (await api.PostAsync($$"""mutation { updateParcel(id: "{{parcel}}", input: {to: {{to}} }) { record { id } } }""")).GetProperty("errors").GetRawText();
    }

    [Fact]
    public async Task A_list_shows_what_a_reference_may_point_to()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await ApplyAsync(
            client,
            Docs.Object("Firm", Docs.Field("active", "checkbox", """ "default":true """)),
            Docs.Object("Person", Docs.Field("firm", "lookup", """ "target":"Firm" """), Docs.Field("tall", "checkbox", """ "formula":"record.title == 'Ann'" """)),
            Docs.Object(
                "Pact", Docs.Field("firm", "lookup", """ "target":"Firm" """), Docs.Field("day", "date"),
                Docs.Field("signer", "lookup", """ "target":"Person","choosable":"target.firm == record.firm && record.firm.active && (target.tall || record.day < today) && hasRole('administrator')" """)));
        Api api = new(client);
        string firm = await api.CreateAsync("Firm", """title: "F" """), closed = await api.CreateAsync("Firm", """title: "C", active: false """);
        string ann = await api.CreateAsync("Person", $$"""title: "Ann", firm: "{{firm}}" """);
        string ben = await api.CreateAsync("Person", $$"""title: "Ben", firm: "{{firm}}" """);
        await api.CreateAsync("Person", $$"""title: "Cid", firm: "{{closed}}" """);

        Task<string> Titles(string record) => api.TextAsync($$"""{ persons(choosableFor: {pact_signer: {{{record}}} }, orderBy: [{title: ASC}]) { nodes { title } totalCount } }""");
        Assert.Equal("""{"persons":{"nodes":[{"title":"Ann"}],"totalCount":1}}""", await Titles($"firm: \"{firm}\""));
        Assert.Equal("""{"persons":{"nodes":[{"title":"Ann"},{"title":"Ben"}],"totalCount":2}}""", await Titles($"firm: \"{firm}\", day: \"2020-01-01\""));
        Assert.Equal("""{"persons":{"nodes":[],"totalCount":0}}""", await Titles($"firm: \"{closed}\""));
        Assert.Equal("""{"persons":{"nodes":[],"totalCount":0}}""", await Titles(""));
        // The write agrees.
        Assert.StartsWith("VALIDATION_FAILED", await api.ErrorAsync($$"""mutation { createPact(input: {title: "p", firm: "{{firm}}", signer: "{{ben}}"}) { record { id } } }"""), StringComparison.Ordinal);
        await api.CreateAsync("Pact", $$"""title: "p", firm: "{{firm}}", signer: "{{ann}}" """);
        await api.CreateAsync("Pact", $$"""title: "p", firm: "{{firm}}", signer: "{{ben}}", day: "2020-01-01" """);
    }

    [Fact]
    public async Task Lists_of_each_object_show_what_a_reference_to_several_may_point_to()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await ApplyAsync(
            client,
            Docs.Object("Shop", Docs.Field("open", "checkbox")),
            Docs.Object("Clerk", Docs.Field("shop", "lookup", """ "target":"Shop" """)),
            Docs.Object("Tool"),
            Docs.Object(
                "Remark", Docs.Field("shop", "lookup", """ "target":"Shop" """),
                Docs.Field("about", "polymorphicLookup", """ "targets":["Shop","Clerk","Tool"],"choosable":{"Shop":"target.open","Clerk":"target.shop == record.shop"} """)));
        Api api = new(client);
        string shop = await api.CreateAsync("Shop", """title: "S", open: true """);
        await api.CreateAsync("Shop", """title: "T" """);
        string ann = await api.CreateAsync("Clerk", $$"""title: "Ann", shop: "{{shop}}" """);
        string ben = await api.CreateAsync("Clerk", """title: "Ben" """);
        Assert.Equal("""{"shops":{"nodes":[{"title":"S"}]}}""", await api.TextAsync("{ shops(choosableFor: {remark_about: {}}) { nodes { title } } }"));
        Assert.Equal(
            """{"clerks":{"nodes":[{"title":"Ann"}]}}""", await api.TextAsync($$"""{ clerks(choosableFor: {remark_about: {shop: "{{shop}}"} }) { nodes { title } } }"""));
        Assert.Equal("""{"clerks":{"nodes":[]}}""", await api.TextAsync("{ clerks(choosableFor: {remark_about: {}}) { nodes { title } } }"));
        // All tools can be chosen: their list has no such argument.
        Assert.Equal("BAD_USER_INPUT KnownArgumentNames", await api.ErrorAsync("{ tools(choosableFor: {remark_about: {}}) { nodes { title } } }"));
        Assert.StartsWith(
            "VALIDATION_FAILED",
            await api.ErrorAsync($$"""mutation { createRemark(input: {title: "r", shop: "{{shop}}", about: {object: "Clerk", id: "{{ben}}"} }) { record { id } } }"""), StringComparison.Ordinal);
        await api.CreateAsync("Remark", $$"""title: "r", shop: "{{shop}}", about: {object: "Clerk", id: "{{ann}}"} """);
    }

    [Fact]
    public async Task Formulas_are_read_filtered_sorted_grouped_and_changed()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await ApplyAsync(client, Account, Line, Offer("record.amount * record.probability"));
        Api api = new(client);
        string customer = await api.CreateAsync("Customer", """title: "Acme", discount: "0.2" """);
        string first = await api.CreateAsync("Offer", $$"""title: "a", amount: "1000.00", probability: "0.6", customer: "{{customer}}", due: "2024-01-31" """);
        await api.CreateAsync("Offer", """title: "b", amount: "100.00", probability: "0.5" """);
        await api.CreateAsync("Offer", """title: "c" """);
        await api.CreateAsync("OfferLine", $$"""title: "x", price: "50.00", quantity: 3, offer: "{{first}}" """);
        await api.CreateAsync("OfferLine", $$"""title: "y", price: "1.00", quantity: 1, offer: "{{first}}" """);

        const string All = "weighted big lineCount heavy shown latest each";
        Assert.Equal(
            """{"offers":{"nodes":[{"weighted":"600","big":true,"lineCount":2,"heavy":true,"shown":"Acme: a","latest":"2024-03-01","each":"500"},{"weighted":"50","big":false,"lineCount":0,"heavy":false,"shown":null,"latest":null,"each":null},{"weighted":null,"big":false,"lineCount":0,"heavy":false,"shown":null,"latest":null,"each":null}]}}""",
            Plain(await api.TextAsync($"{{ offers(orderBy: [{{title: ASC}}]) {{ nodes {{ {All} }} }} }}")));
        Assert.Equal(
            """{"offers":{"nodes":[{"title":"b"}]}}""", await api.TextAsync("""{ offers(filter: {weighted: {lt: "600"}, big: {eq: false}, shown: {isNull: true}}) { nodes { title } } }"""));
        Assert.Equal(
            """{"offers":{"nodes":[{"title":"b"},{"title":"a"}]}}""", await api.TextAsync("""{ offers(filter: {weighted: {isNull: false}}, orderBy: [{weighted: ASC}]) { nodes { title } } }"""));
        Assert.Equal(
            """{"offerLines":{"nodes":[{"total":"120","offer":{"weighted":"600"}}]}}""",
            Plain(await api.TextAsync("""{ offerLines(filter: {total: {gt: "50"}, offer: {big: {eq: true}}}) { nodes { total offer { weighted } } } }""")));
        Assert.StartsWith("BAD_USER_INPUT", await api.ErrorAsync("""mutation { createOffer(input: {title: "d", weighted: "1"}) { record { id } } }"""), StringComparison.Ordinal);

        await ApplyAsync(client, Offer("record.amount * record.probability / 3"));
        Assert.Equal("""{"offers":{"nodes":[{"weighted":"200"}]}}""", Plain(await api.TextAsync("""{ offers(filter: {title: {eq: "a"}}) { nodes { weighted } } }""")));

        await ApplyAsync(client, Docs.Object("Offer", [Docs.Field("weighted", "currency"), .. OfferFields]));
        await api.DataAsync($$"""mutation { updateOffer(id: "{{first}}", input: {weighted: "7.50"}) { record { weighted big } } }""");
        Assert.Equal("""{"offers":{"nodes":[{"weighted":"7.5","big":false}]}}""", Plain(await api.TextAsync("""{ offers(filter: {title: {eq: "a"}}) { nodes { weighted big } } }""")));
    }

    [Fact]
    public async Task Working_minutes_are_read_filtered_and_sorted_and_follow_their_calendar()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        string Calendar(string closes) => $$"""
            {"kind":"businessCalendar","name":"desk","label":"Desk","timeZone":"Asia/Shanghai","weekly":[{"days":["monday","tuesday","wednesday","thursday","friday"],"shifts":[{"from":"09:00","to":"{{closes}}"}]}]}
            """;
        await ApplyAsync(
            client, Calendar("18:00"),
            Docs.Object(
                "Ticket", Docs.Field("openedAt", "dateTime"), Docs.Field("solvedAt", "dateTime"),
                Docs.Field("took", "integer", """ "formula":"businessMinutes(record.openedAt, record.solvedAt, 'desk')" """),
                Docs.Field("reason", "text", """ "requiredWhen":"businessMinutes(record.openedAt, record.solvedAt, 'desk') > 600" """)));
        Api api = new(client);
        // A Friday afternoon to a Monday morning in Shanghai; an hour on a Monday; one that is still open.
        await api.CreateAsync("Ticket", """title: "a", openedAt: "2026-10-16T09:00:00Z", solvedAt: "2026-10-19T02:30:00Z" """);
        await api.CreateAsync("Ticket", """title: "b", openedAt: "2026-10-19T02:00:00Z", solvedAt: "2026-10-19T03:00:00Z" """);
        await api.CreateAsync("Ticket", """title: "c", openedAt: "2026-10-19T02:00:00Z" """);

        Assert.Equal(
            """{"tickets":{"nodes":[{"title":"b","took":60},{"title":"a","took":150},{"title":"c","took":null}]}}""",
            await api.TextAsync("{ tickets(orderBy: [{took: ASC}]) { nodes { title took } } }"));
        Assert.Equal("""{"tickets":{"nodes":[{"title":"a"}]}}""", await api.TextAsync("{ tickets(filter: {took: {gt: 60}}) { nodes { title } } }"));
        Assert.StartsWith(
            "VALIDATION_FAILED",
            await api.ErrorAsync("""mutation { createTicket(input: {title: "d", openedAt: "2026-10-16T01:00:00Z", solvedAt: "2026-10-20T02:30:00Z"}) { record { id } } }"""), StringComparison.Ordinal);

        await ApplyAsync(client, Calendar("17:30"));
        Assert.Equal("""{"tickets":{"nodes":[{"title":"a","took":120}]}}""", await api.TextAsync("{ tickets(filter: {took: {gt: 60}}) { nodes { title took } } }"));
    }

    private static string Offer(string weighted) => Docs.Object("Offer", [Docs.Field("weighted", "currency", $"\"formula\":\"{weighted}\""), .. OfferFields]);

    /// <summary>Decimals without the zeros that their fields' scales add.</summary>
    private static string Plain(string json) => System.Text.RegularExpressions.Regex.Replace(json, "\"(\\d+)(\\.\\d*?)0+\"", m => $"\"{m.Groups[1].Value}{m.Groups[2].Value.TrimEnd('.')}\"");

    private static async Task ApplyAsync(HttpClient client, params string[] documents)
    {
        const string Query = "mutation($edits: [DocumentEdit!]!) { apply(edits: $edits) { revision } }";
        object[] edits = [.. documents.Select(d => (object)new { put = JsonDocument.Parse(d).RootElement })];
        using HttpResponseMessage response = await client.PostAsJsonAsync("/metadata", new { query = Query, variables = new { edits } });
        string body = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("\"errors\"", body, StringComparison.Ordinal);
    }
}
