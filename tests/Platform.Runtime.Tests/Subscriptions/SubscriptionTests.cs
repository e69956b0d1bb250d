using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Hosting;
using Platform.Runtime.Subscriptions;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Subscriptions;

/// <summary>Subscriptions over real HTTP on a real host.</summary>
public sealed class SubscriptionTests(WatchedTenant tenant) : IClassFixture<WatchedTenant>
{
    private const string All = "subscription { dealChanged { kind id fields at record { title amount version } } }";

    [Fact]
    public async Task Every_change_of_a_record_is_told_in_order_with_the_record_as_it_is()
    {
        await using EventReader reader = await EventReader.OpenAsync(tenant.Admin, All);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (reader.Status, reader.MediaType));
        Guid id = await WatchedTenant.CreateAsync(tenant.Admin, new { title = "光明", amount = "10.50" });
        JsonElement created = await reader.DataAsync();
        Assert.Equal(("CREATED", id, "光明"), (Text(created, "kind"), created.GetProperty("id").GetGuid(), created.GetProperty("record").GetProperty("title").GetString()));
        Assert.Equal(JsonValueKind.Null, created.GetProperty("fields").ValueKind);
        Assert.EndsWith("Z", Text(created, "at"), StringComparison.Ordinal);

        await WatchedTenant.UpdateAsync(tenant.Admin, id, new { amount = "11", stage = "won" });
        JsonElement updated = await reader.DataAsync();
        Assert.Equal("UPDATED", Text(updated, "kind"));
        Assert.Equal(["amount", "stage"], updated.GetProperty("fields").EnumerateArray().Select(f => f.GetString()!).Order());
        Assert.Equal(2, updated.GetProperty("record").GetProperty("version").GetInt32());

        await WatchedTenant.MutateAsync(tenant.Admin, $"mutation {{ deleteDeal(id: \"{id}\") {{ record {{ id }} }} }}");
        Assert.Equal("DELETED", Text(await reader.DataAsync(), "kind"));
        await WatchedTenant.MutateAsync(tenant.Admin, $"mutation {{ restoreDeal(id: \"{id}\") {{ record {{ id }} }} }}");
        Assert.Equal("RESTORED", Text(await reader.DataAsync(), "kind"));
    }

    [Fact]
    public async Task Many_records_of_one_write_are_an_event_each()
    {
        await using EventReader reader = await EventReader.OpenAsync(tenant.Admin, "subscription { dealChanged { record { title } ... on DealChangeEvent { __typename } } }");
        await WatchedTenant.MutateAsync(tenant.Admin, "mutation($inputs: [DealCreate!]!) { createDeals(inputs: $inputs) { affected } }", new
        {
            inputs = Enumerable.Range(0, 250).Select(i => new { title = $"many {i}" }),
        });
        for (int i = 0; i < 250; i++) Assert.Equal($"many {i}", (await reader.DataAsync()).GetProperty("record").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Nobody_is_told_of_records_and_fields_that_they_may_not_read()
    {
        (HttpClient seller, _, Guid user) = await tenant.AddSellerAsync();
        await using EventReader reader = await EventReader.OpenAsync(seller, All);
        Guid hidden = await WatchedTenant.CreateAsync(tenant.Admin, new { title = "not theirs" });
        Guid administrator = await tenant.ScalarAsync<Guid>($"select owner_id from t_default.deal where id = '{hidden}'");
        await WatchedTenant.UpdateAsync(tenant.Admin, hidden, new { amount = "1" });
        Guid own = await WatchedTenant.CreateAsync(seller, new { title = "theirs" });
        Assert.Equal(own, (await reader.DataAsync()).GetProperty("id").GetGuid());
        await WatchedTenant.UpdateAsync(tenant.Admin, own, new { margin = "0.5", amount = "2" });
        Assert.Equal(["amount"], (await reader.DataAsync()).GetProperty("fields").EnumerateArray().Select(f => f.GetString()!));
        // Given to them, a record comes into their sight.
        await WatchedTenant.UpdateAsync(tenant.Admin, hidden, new { owner = user });
        Assert.Equal(hidden, (await reader.DataAsync()).GetProperty("id").GetGuid());
        // Taken from them it goes out of it: neither that is told nor what comes after.
        await WatchedTenant.UpdateAsync(tenant.Admin, hidden, new { owner = administrator });
        await WatchedTenant.UpdateAsync(tenant.Admin, hidden, new { amount = "3" });
        await WatchedTenant.UpdateAsync(tenant.Admin, own, new { amount = "4" });
        Assert.Equal(own, (await reader.DataAsync()).GetProperty("id").GetGuid());

        await using EventReader refused = await EventReader.OpenAsync(seller, "subscription { dealChanged { record { margin } } }");
        Assert.Equal("FieldsOnCorrectType", await refused.EndAsync());
        seller.Dispose();
    }

    [Fact]
    public async Task A_filter_with_variables_chooses_among_the_events()
    {
        await using EventReader reader = await EventReader.OpenAsync(
            tenant.Admin, "subscription($f: DealFilter) { dealChanged(filter: $f) { record { title } } }", new { f = new { amount = new { gte = "100" } } });
        await WatchedTenant.CreateAsync(tenant.Admin, new { title = "small", amount = "99" });
        await WatchedTenant.CreateAsync(tenant.Admin, new { title = "great", amount = "100" });
        Assert.Equal("great", (await reader.DataAsync()).GetProperty("record").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Who_comes_back_with_the_last_event_id_misses_and_repeats_nothing()
    {
        string last;
        await using (EventReader reader = await EventReader.OpenAsync(tenant.Admin, All))
        {
            await WatchedTenant.CreateAsync(tenant.Admin, new { title = "seen" });
            await reader.DataAsync();
            last = reader.LastEventId!;
        }

        for (int i = 0; i < 5; i++) await WatchedTenant.CreateAsync(tenant.Admin, new { title = $"missed {i}" });
        await using EventReader again = await EventReader.OpenAsync(tenant.Admin, All, lastEventId: last);
        await WatchedTenant.CreateAsync(tenant.Admin, new { title = "live" });
        string[] titles = new string[6];
        for (int i = 0; i < 6; i++) titles[i] = (await again.DataAsync()).GetProperty("record").GetProperty("title").GetString()!;
        Assert.Equal(["missed 0", "missed 1", "missed 2", "missed 3", "missed 4", "live"], titles);

        // In the middle of what was missed, too.
        await using EventReader middle = await EventReader.OpenAsync(tenant.Admin, All, lastEventId: last);
        await middle.DataAsync();
        await middle.DataAsync();
        await using EventReader rest = await EventReader.OpenAsync(tenant.Admin, All, lastEventId: middle.LastEventId);
        Assert.Equal("missed 2", (await rest.DataAsync()).GetProperty("record").GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_last_event_id_that_is_too_old_or_none_is_told_so()
    {
        EventPosition old = new("3:3:");
        await using EventReader tooOld = await EventReader.OpenAsync(tenant.Admin, All, lastEventId: old.ToEventId(DateTimeOffset.UtcNow.AddHours(-1)));
        Assert.Equal("EVENT_ID_TOO_OLD", await tooOld.EndAsync());
        await using EventReader future = await EventReader.OpenAsync(tenant.Admin, All, lastEventId: new EventPosition("900000000:900000000:").ToEventId(DateTimeOffset.UtcNow));
        Assert.Equal("EVENT_ID_INVALID", await future.EndAsync());
        foreach (string nonsense in new[] { "abc", "'; drop table platform.outbox", new EventPosition("9:3:").ToEventId(DateTimeOffset.UtcNow) })
        {
            await using EventReader invalid = await EventReader.OpenAsync(tenant.Admin, All, lastEventId: nonsense);
            Assert.Equal("EVENT_ID_INVALID", await invalid.EndAsync());
        }
    }

    [Fact]
    public async Task Other_nodes_hear_of_it_even_when_their_listening_was_interrupted()
    {
        await using RunningHost second = await tenant.Host.StartSecondNodeAsync();
        using HttpClient there = WatchedTenant.ClientOf(second, tenant.Admin);
        await using EventReader reader = await EventReader.OpenAsync(there, All);
        await WatchedTenant.CreateAsync(tenant.Admin, new { title = "before" });
        Assert.Equal("before", (await reader.DataAsync()).GetProperty("record").GetProperty("title").GetString());

        await tenant.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%' and pid <> pg_backend_pid()");
        for (int i = 0; i < 20; i++) await WatchedTenant.CreateAsync(tenant.Admin, new { title = $"after {i}" });
        for (int i = 0; i < 20; i++) Assert.Equal($"after {i}", (await reader.DataAsync()).GetProperty("record").GetProperty("title").GetString());

        // An id of one node is good on the other.
        string last = reader.LastEventId!;
        await WatchedTenant.CreateAsync(tenant.Admin, new { title = "elsewhere" });
        await using EventReader here = await EventReader.OpenAsync(tenant.Admin, All, lastEventId: last);
        Assert.Equal("elsewhere", (await here.DataAsync()).GetProperty("record").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Signing_out_ends_the_stream()
    {
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        await using EventReader reader = await EventReader.OpenAsync(seller, All);
        (await seller.PostAsync("/auth/logout", null)).EnsureSuccessStatusCode();
        Assert.Equal("UNAUTHENTICATED", await reader.EndAsync());
        seller.Dispose();
    }

    [Fact]
    public async Task Rights_taken_away_end_the_stream()
    {
        (HttpClient seller, string email, _) = await tenant.AddSellerAsync();
        await using EventReader reader = await EventReader.OpenAsync(seller, All);
        await tenant.ExecuteAsync($"update platform.memberships set roles = '{{}}' where identity_id = (select id from platform.identities where email = '{email}')");
        Assert.Contains(await reader.EndAsync(), new[] { "FieldsOnCorrectType", "KnownOperationTypes", "OPERATION_TYPE_UNSUPPORTED" });
        seller.Dispose();
    }

    [Fact]
    public async Task A_field_that_may_no_longer_be_read_is_not_told_of_in_a_stream_that_goes_on()
    {
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        await using EventReader reader = await EventReader.OpenAsync(seller, "subscription { dealChanged { id fields } }");
        Guid own = await WatchedTenant.CreateAsync(seller, new { title = "theirs" });
        await reader.DataAsync();
        await WatchedTenant.UpdateAsync(tenant.Admin, own, new { amount = "1", stage = "won" });
        Assert.Equal(["amount", "stage"], (await reader.DataAsync()).GetProperty("fields").EnumerateArray().Select(f => f.GetString()!).Order(StringComparer.Ordinal));
        await tenant.PublishAsync(WatchedTenant.Role.Replace("\"fields\":[", "\"fields\":[{\"field\":\"amount\",\"read\":false,\"edit\":false},", StringComparison.Ordinal));
        await WatchedTenant.UpdateAsync(tenant.Admin, own, new { amount = "2", stage = "lost" });
        Assert.Equal(["stage"], (await reader.DataAsync()).GetProperty("fields").EnumerateArray().Select(f => f.GetString()!));
        await tenant.PublishAsync(WatchedTenant.Role);
        seller.Dispose();
    }

    [Fact]
    public async Task A_stream_goes_on_when_the_model_changes_and_ends_when_its_document_no_longer_stands()
    {
        string extra = "\"name\":\"colour\",\"label\":\"Colour\",\"type\":\"text\"";
        await tenant.PublishAsync(WatchedTenant.Deal(extra));
        await using EventReader plain = await EventReader.OpenAsync(tenant.Admin, All);
        await using EventReader coloured = await EventReader.OpenAsync(tenant.Admin, "subscription { dealChanged { record { colour } } }");
        await tenant.PublishAsync(WatchedTenant.Deal());
        Assert.Equal("FieldsOnCorrectType", await coloured.EndAsync());
        await WatchedTenant.CreateAsync(tenant.Admin, new { title = "goes on" });
        Assert.Equal("goes on", (await plain.DataAsync()).GetProperty("record").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_document_is_told_in_the_stream()
    {
        foreach (string document in new[] { "subscription {", "subscription { nonsense }", "subscription { a: dealChanged { id } b: dealChanged { id } }", "{ nonsense }" })
        {
            await using EventReader reader = await EventReader.OpenAsync(tenant.Admin, document);
            Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (reader.Status, reader.MediaType));
            await reader.EndAsync();
        }
    }

    [Fact]
    public async Task Queries_and_gets_are_served_and_mutations_by_get_are_not()
    {
        await using EventReader query = await EventReader.OpenAsync(tenant.Admin, "{ __typename }");
        Assert.Equal("Query", (await query.DataAsync()).GetString());
        Assert.Equal("complete", (await query.NextAsync())!.Value.Name);
        using HttpRequestMessage get = new(HttpMethod.Get, "/graphql/stream?query=" + Uri.EscapeDataString(All));
        await using EventReader reader = await EventReader.OpenAsync(tenant.Admin, get);
        await WatchedTenant.CreateAsync(tenant.Admin, new { title = "by get" });
        Assert.Equal("by get", (await reader.DataAsync()).GetProperty("record").GetProperty("title").GetString());
        using HttpRequestMessage mutation = new(HttpMethod.Get, "/graphql/stream?query=" + Uri.EscapeDataString("mutation { createDeal(input: {title: \"x\"}) { record { id } } }"));
        await using EventReader refused = await EventReader.OpenAsync(tenant.Admin, mutation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.Status);
    }

    [Fact]
    public async Task A_subscription_elsewhere_is_told_where_to_go()
    {
        using HttpResponseMessage response = await tenant.Admin.PostAsync("/graphql", System.Net.Http.Json.JsonContent.Create(new { query = All }));
        Assert.Contains("SUBSCRIPTION_ELSEWHERE", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_has_so_many_streams_and_no_more_until_one_ends()
    {
        (HttpClient seller, _, Guid user) = await tenant.AddSellerAsync();
        List<EventReader> open = [];
        for (int i = 0; i < 25; i++) open.Add(await EventReader.OpenAsync(seller, All));
        await using (EventReader refused = await EventReader.OpenAsync(seller, All)) Assert.Equal("TOO_MANY_STREAMS", await refused.EndAsync());
        await open[0].DisposeAsync();
        StreamPlaces places = tenant.Host.Services.GetRequiredService<StreamPlaces>();
        await Eventually.HoldsAsync(() => places.TakenBy(tenant.TenantId, user) == 24, "the stream that was closed counts");
        open.Add(await EventReader.OpenAsync(seller, All));
        foreach (EventReader reader in open) await reader.DisposeAsync();
        seller.Dispose();
    }

    [Fact]
    public async Task Those_who_come_at_once_do_not_pass_the_cap_together()
    {
        (HttpClient seller, _, Guid user) = await tenant.AddSellerAsync();
        EventReader[] readers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => EventReader.OpenAsync(seller, All)));
        Guid id = await WatchedTenant.CreateAsync(seller, new { title = "told to those who have a place" });
        string[] told = await Task.WhenAll(readers.Select(async reader =>
            await reader.NextAsync() is ("next", var body) && body.TryGetProperty("data", out JsonElement data) ? Text(data.GetProperty("dealChanged"), "id") : "refused"));
        Assert.Equal((25, 35), (told.Count(t => t == id.ToString()), told.Count(t => t == "refused")));
        foreach (EventReader reader in readers) await reader.DisposeAsync();
        StreamPlaces places = tenant.Host.Services.GetRequiredService<StreamPlaces>();
        await Eventually.HoldsAsync(() => places.TakenBy(tenant.TenantId, user) == 0, "places remain taken");
        seller.Dispose();
    }

    [Fact]
    public async Task A_role_may_allow_fewer_streams()
    {
        await tenant.PublishAsync(WatchedTenant.Role.Replace("\"objects\"", "\"api\":{\"maxSubscriptions\":1},\"objects\"", StringComparison.Ordinal));
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        await using (EventReader open = await EventReader.OpenAsync(seller, All))
        {
            await using EventReader refused = await EventReader.OpenAsync(seller, All);
            Assert.Equal("TOO_MANY_STREAMS", await refused.EndAsync());
        }

        seller.Dispose();
        await tenant.PublishAsync(WatchedTenant.Role);
    }

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;
}
