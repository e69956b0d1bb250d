using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Metadata.Documents;
using Platform.Runtime.Notifications;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Subscriptions;
using Platform.Runtime.Writing;
using Xunit;

namespace Platform.Runtime.Tests.Notifications;

/// <summary>Notifications over real HTTP on a real host.</summary>
public sealed class NotificationTests(WatchedTenant tenant) : IClassFixture<WatchedTenant>
{
    private const string Query = "{ notifications(orderBy: [{ createdAt: DESC }]) { totalCount nodes { id type title object record link readAt inApp } } }";

    private static readonly LocalizedText Title = new([new LocalizedEntry("en", "{actor} asks you"), new LocalizedEntry("zh-CN", "{actor}请求您")]);

    [Fact]
    public async Task Each_is_told_in_their_own_language_and_by_whom()
    {
        (HttpClient english, _, Guid first) = await tenant.AddSellerAsync();
        (HttpClient chinese, _, Guid second) = await tenant.AddSellerAsync();
        await SpeakChineseAsync(second);
        Guid record = Guid.CreateVersion7();
        await WriteAsync(await AdminAsync(), Notice("a1", first, second) with { Object = "Deal", Record = record });
        JsonElement one = (await ReadAsync(english)).Single();
        Assert.Equal(("Administrator asks you", "process", "Deal", record.ToString(), true), (
            Text(one, "title"), Text(one, "type"), Text(one, "object"), Text(one, "record"), one.GetProperty("inApp").GetBoolean()));
        Assert.Equal("Administrator请求您", Text((await ReadAsync(chinese)).Single(), "title"));
    }

    [Fact]
    public async Task The_same_key_is_told_once_however_often_and_at_once()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WriteAsync(null, Notice("once", user))));
        await WriteAsync(null, Notice("once", user), Notice("once", user), Notice("Once", user));
        Assert.Equal(2, (await ReadAsync(client)).Count);
        Assert.Equal(2L, await tenant.ScalarAsync<long>($"select count(*) from platform.outbox where topic = 'record.changed' and payload->>'for' = '{user}'"));
    }

    [Fact]
    public async Task What_is_too_old_is_deleted_in_portions_and_what_is_not_stays()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        await WriteAsync(null, Notice("young", user), Notice("old", user));
        string schema = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!.Schema;
        await tenant.ExecuteAsync($"update {schema}.notification set created_at = now() - interval '181 days' where owner_id = '{user}' and key = 'old'");
        await tenant.ExecuteAsync(
            $"insert into {schema}.notification (id, version, created_at, updated_at, owner_id, type, title, in_app, key) "
            + $"select uuidv7(), version, created_at, updated_at, owner_id, type, title, in_app, key || n from {schema}.notification, generate_series(1, {NotificationRetention.Portion}) n where owner_id = '{user}' and key = 'old'");
        await tenant.Host.Services.GetRequiredService<NotificationRetention>().ForgetAsync(CancellationToken.None);
        Assert.Single(await ReadAsync(client));
        Assert.Equal("young", await tenant.ScalarAsync<string>($"select string_agg(key, ' ') from {schema}.notification where owner_id = '{user}'"));
    }

    [Fact]
    public async Task Neither_who_caused_it_nor_who_is_not_active_is_told()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        (HttpClient gone, _, Guid left) = await tenant.AddSellerAsync();
        await tenant.ExecuteAsync($"update {await SchemaAsync()}.\"user\" set active = false where id = '{left}'");
        await WriteAsync(user, Notice("self", user, left));
        Assert.Empty(await ReadAsync(client));
        Assert.Equal(0L, await tenant.ScalarAsync<long>($"select count(*) from {await SchemaAsync()}.notification where owner_id in ('{user}', '{left}')"));
        gone.Dispose();
    }

    [Fact]
    public async Task Nobody_else_sees_or_marks_them_not_even_an_administrator()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        (HttpClient other, _, _) = await tenant.AddSellerAsync();
        await WriteAsync(null, Notice("mine", user));
        string id = Text((await ReadAsync(client)).Single(), "id")!;
        foreach (HttpClient stranger in new[] { other, tenant.Admin })
        {
            Assert.DoesNotContain(await ReadAsync(stranger), n => Text(n, "id") == id);
            Assert.Equal("NOT_FOUND", await CodeAsync(stranger, $"mutation {{ updateNotification(id: \"{id}\", input: {{ readAt: \"2030-01-01T00:00:00Z\" }}) {{ record {{ id }} }} }}"));
        }

        Assert.Equal("BAD_USER_INPUT", await CodeAsync(client, "mutation { createNotification(input: { title: \"x\" }) { record { id } } }"));
        Assert.Equal("BAD_USER_INPUT", await CodeAsync(client, $"mutation {{ updateNotification(id: \"{id}\", input: {{ title: \"x\" }}) {{ record {{ id }} }} }}"));
    }

    [Fact]
    public async Task They_are_marked_as_read_one_by_one_or_all_and_counted_and_read_by_pages()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        await WriteAsync(null, [.. Enumerable.Range(0, 25).Select(i => Notice($"page {i}", user))]);
        const string unread = "{ notifications(first: 0, filter: { readAt: { isNull: true } }) { totalCount } }";
        Assert.Equal(25, (await WatchedTenant.MutateAsync(client, unread)).GetProperty("notifications").GetProperty("totalCount").GetInt32());
        JsonElement page = (await WatchedTenant.MutateAsync(client, "{ notifications(first: 20) { pageInfo { endCursor hasNextPage } nodes { id } } }")).GetProperty("notifications");
        Assert.True(page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        JsonElement rest = (await WatchedTenant.MutateAsync(
            client, "query($after: String!) { notifications(first: 20, after: $after) { nodes { id } } }", new { after = Text(page.GetProperty("pageInfo"), "endCursor") })).GetProperty("notifications");
        Assert.Equal(25, page.GetProperty("nodes").EnumerateArray().Concat(rest.GetProperty("nodes").EnumerateArray()).Select(n => Text(n, "id")).Distinct().Count());

        const string at = "2030-01-01T00:00:00Z";
        await WatchedTenant.MutateAsync(client, $"mutation {{ updateNotification(id: \"{Text(page.GetProperty("nodes")[0], "id")}\", input: {{ readAt: \"{at}\" }}) {{ record {{ id }} }} }}");
        Assert.Equal(24, (await WatchedTenant.MutateAsync(client, unread)).GetProperty("notifications").GetProperty("totalCount").GetInt32());
        await WatchedTenant.MutateAsync(client, $"mutation {{ updateNotifications(filter: {{ readAt: {{ isNull: true }} }}, input: {{ readAt: \"{at}\" }}) {{ affected }} }}");
        Assert.Equal(0, (await WatchedTenant.MutateAsync(client, unread)).GetProperty("notifications").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task An_open_page_hears_of_its_owners_alone()
    {
        const string live = "subscription { notificationChanged { kind record { title readAt } } }";
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        (_, _, Guid other) = await tenant.AddSellerAsync();
        await using EventReader reader = await EventReader.OpenAsync(client, live);
        await WriteAsync(null, Notice("to another", other) with { Title = LocalizedText.Of("to another") });
        await WriteAsync(null, Notice("live", user) with { Title = LocalizedText.Of("live") });
        JsonElement told = await reader.DataAsync();
        Assert.Equal(("CREATED", "live"), (Text(told, "kind"), Text(told.GetProperty("record"), "title")));
        await WatchedTenant.MutateAsync(client, "mutation { updateNotifications(filter: {}, input: { readAt: \"2030-01-01T00:00:00Z\" }) { affected } }");
        Assert.Equal("UPDATED", Text(await reader.DataAsync(), "kind"));
    }

    [Fact]
    public async Task A_kind_that_one_does_not_want_in_the_application_is_not_shown_there()
    {
        (HttpClient client, _, Guid user) = await tenant.AddSellerAsync();
        JsonElement made = await WatchedTenant.MutateAsync(
            client, "mutation { createNotificationSettings(input: { hidden: [\"process\"] }) { record { mailed digest digestAt } } }");
        JsonElement settings = made.GetProperty("createNotificationSettings").GetProperty("record");
        Assert.Contains("mention", settings.GetProperty("mailed").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal("08:00:00", Text(settings, "digestAt"));
        Assert.Equal("DUPLICATE", await CodeAsync(client, "mutation { createNotificationSettings(input: {}) { record { id } } }"));
        await WriteAsync(null, Notice("unwanted", user), Notice("wanted", user) with { Type = NoticeTypes.Mention });
        Assert.Equal([("mention", true), ("process", false)], (await ReadAsync(client)).Select(n => (Text(n, "type")!, n.GetProperty("inApp").GetBoolean())).Order());
    }

    private static Notice Notice(string key, params Guid[] to) => new() { Type = NoticeTypes.Process, Title = Title, Key = key, Recipients = to };

    private async Task WriteAsync(Guid? by, params Notice[] notices)
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!;
        NpgsqlBatchCommand command = NotificationStore.Write(new NoticePlace(tenant.TenantId, state.Schema, state.Model, DateTime.UtcNow, by), notices)!;
        if (command is null) return;
        await using NpgsqlBatch batch = tenant.Host.Database.DataSource.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
        tenant.Host.Services.GetRequiredService<CommitBell>().Ring();
    }

    private async Task<string> SchemaAsync() =>
        (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!.Schema;

    private async Task<Guid> AdminAsync() => await tenant.ScalarAsync<Guid>($"select id from {await SchemaAsync()}.\"user\" where name = 'Administrator'");

    private async Task SpeakChineseAsync(Guid user) => await tenant.ExecuteAsync($"update {await SchemaAsync()}.\"user\" set locale = 'zh-CN' where id = '{user}'");

    private static async Task<List<JsonElement>> ReadAsync(HttpClient client) =>
        [.. (await WatchedTenant.MutateAsync(client, Query)).GetProperty("notifications").GetProperty("nodes").EnumerateArray()];

    private static async Task<string?> CodeAsync(HttpClient client, string query)
    {
        using HttpResponseMessage response = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(client, "/graphql", new { query });
        JsonElement body = await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<JsonElement>(response.Content);
        JsonElement extensions = body.GetProperty("errors")[0].GetProperty("extensions");
        return Text(extensions, "code");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
