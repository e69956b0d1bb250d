using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Subscriptions;
using Xunit;

namespace Platform.Runtime.Tests.Comments;

/// <summary>Comments over real HTTP on a real host.</summary>
public sealed class CommentTests(WatchedTenant tenant) : IClassFixture<WatchedTenant>
{
    private const string Create = "mutation($input: CommentCreate!) { createComment(input: $input) { record { id text } } }";

    [Fact]
    public async Task Whoever_reads_the_record_reads_its_comments_live_and_loses_them_with_the_record()
    {
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        (HttpClient other, _, _) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title = "talked about" });
        string live = $"subscription {{ commentChanged(filter: {{ object: {{ eq: \"Deal\" }}, record: {{ eq: \"{deal}\" }} }}) {{ kind record {{ text }} }} }}";
        await using EventReader reader = await EventReader.OpenAsync(seller, live);
        await WatchedTenant.MutateAsync(tenant.Admin, Create, new { input = new { @object = "Deal", record = deal, text = "看一下" } });
        Assert.Equal("看一下", (await reader.DataAsync()).GetProperty("record").GetProperty("text").GetString());
        Assert.Equal(["看一下"], await TextsAsync(seller, deal));
        Assert.Empty(await TextsAsync(other, deal));
        Assert.Equal("REFERENCE_NOT_FOUND", await ProblemAsync(other, Create, new { input = new { @object = "Deal", record = deal, text = "intruding" } }));

        await WatchedTenant.UpdateAsync(tenant.Admin, deal, new { owner = await AdminAsync() });
        Assert.Empty(await TextsAsync(seller, deal));
        await WatchedTenant.MutateAsync(tenant.Admin, $"mutation {{ purgeDeal(id: \"{deal}\") {{ warnings {{ code }} }} }}");
        Assert.Empty(await TextsAsync(tenant.Admin, deal));
    }

    [Fact]
    public async Task The_bound_of_notices_counts_all_comments_of_a_write_together()
    {
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title = "loud" });
        Guid admin = await AdminAsync();
        object[] inputs = [.. Enumerable.Range(0, 5_001).Select(i => new { @object = "Deal", record = deal, text = "@", mentions = new { set = new[] { admin } } })];
        const string Many = "mutation($inputs: [CommentCreate!]!) { createComments(inputs: $inputs) { affected } }";
        using HttpResponseMessage answer = await seller.PostAsJsonAsync("/graphql", new { query = Many, variables = new { inputs } });
        Assert.Contains("5000", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await TextsAsync(seller, deal));
    }

    [Fact]
    public async Task Authors_change_and_delete_their_own_and_nobody_elses()
    {
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title = "own" });
        string mine = await CreateAsync(seller, new { @object = "Deal", record = deal, text = "mine" });
        string theirs = await CreateAsync(tenant.Admin, new { @object = "Deal", record = deal, text = "theirs" });
        await WatchedTenant.MutateAsync(seller, $"mutation {{ updateComment(id: \"{mine}\", input: {{ text: \"mine, better\" }}) {{ record {{ id }} }} }}");
        Assert.Equal(["mine, better", "theirs"], await TextsAsync(seller, deal));
        Assert.Equal("FORBIDDEN", await CodeAsync(seller, $"mutation {{ updateComment(id: \"{theirs}\", input: {{ text: \"x\" }}) {{ record {{ id }} }} }}"));
        Assert.Equal("FORBIDDEN", await CodeAsync(seller, $"mutation {{ deleteComment(id: \"{theirs}\") {{ record {{ id }} }} }}"));
        await WatchedTenant.MutateAsync(seller, $"mutation {{ deleteComment(id: \"{mine}\") {{ record {{ id }} }} }}");
        Assert.Equal(["theirs"], await TextsAsync(seller, deal));
    }

    [Fact]
    public async Task Whoever_reads_a_comment_sees_and_opens_its_files_and_nobody_else_does()
    {
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        (HttpClient other, _, _) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title = "with files" });
        string[] files = [await UploadAsync(tenant.Admin, "offer.txt"), await UploadAsync(tenant.Admin, "plan.txt")];
        await CreateAsync(tenant.Admin, new { @object = "Deal", record = deal, text = "see", attachments = new { set = files } });
        Assert.Equal(["offer.txt", "plan.txt"], await FilesAsync(seller, deal));
        Assert.Empty(await FilesAsync(other, deal));
        foreach (string file in files)
        {
            Assert.Equal(HttpStatusCode.OK, await OpenAsync(seller, file));
            Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(other, file));
        }

        Assert.Equal("REFERENCE_NOT_FOUND", await ProblemAsync(seller, Create, new { input = new { @object = "Deal", record = deal, text = "not mine", attachments = new { set = new[] { files[0] } } } }));
        string[] many = new string[11];
        for (int i = 0; i < many.Length; i++) many[i] = await UploadAsync(seller, $"{i}.txt");
        Assert.Equal("TOO_MANY_FILES", await ProblemAsync(seller, Create, new { input = new { @object = "Deal", record = deal, text = "many", attachments = new { set = many } } }));
        string ten = await CreateAsync(seller, new { @object = "Deal", record = deal, text = "ten", attachments = new { set = many[..10] } });
        const string Change = "mutation($id: ID!, $input: CommentUpdate!) { updateComment(id: $id, input: $input) { record { id } } }";
        Assert.Equal("TOO_MANY_FILES", await ProblemAsync(seller, Change, new { id = ten, input = new { attachments = new { add = new[] { many[10] } } } }));
        await WatchedTenant.MutateAsync(seller, Change, new { id = ten, input = new { attachments = new { add = new[] { many[10] }, remove = new[] { many[0] } } } });
        Assert.Equal(10 + files.Length, (await FilesAsync(seller, deal)).Length);
    }

    [Fact]
    public async Task The_one_file_of_comments_of_earlier_versions_stays()
    {
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title = "with one file" });
        string file = await UploadAsync(tenant.Admin, "former.txt");
        await CreateAsync(tenant.Admin, new { @object = "Deal", record = deal, text = "one", attachment = file });
        JsonElement data = await WatchedTenant.MutateAsync(seller, $"{{ comments(filter: {{ record: {{ eq: \"{deal}\" }} }}) {{ nodes {{ attachment {{ name }} }} }} }}");
        Assert.Equal("former.txt", data.GetProperty("comments").GetProperty("nodes")[0].GetProperty("attachment").GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(seller, file));
    }

    [Fact]
    public async Task Who_is_mentioned_is_told_once_and_must_be_able_to_read_the_record()
    {
        (HttpClient seller, _, Guid sellerId) = await tenant.AddSellerAsync();
        (_, _, Guid otherId) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title = "mention" });
        string id = await CreateAsync(tenant.Admin, new { @object = "Deal", record = deal, text = "@Seller", mentions = new { set = new[] { sellerId } } });
        Assert.Equal(1L, await ToldAsync(sellerId, deal));
        await WatchedTenant.MutateAsync(tenant.Admin, $"mutation {{ updateComment(id: \"{id}\", input: {{ text: \"@Seller again\" }}) {{ record {{ id }} }} }}");
        Assert.Equal(1L, await ToldAsync(sellerId, deal));
        Assert.Equal("MENTION_FORBIDDEN", await ProblemAsync(
            tenant.Admin, Create, new { input = new { @object = "Deal", record = deal, text = "@Other", mentions = new { set = new[] { sellerId, otherId } } } }));
        Assert.Equal((0L, 1L), (await ToldAsync(otherId, deal), await ToldAsync(sellerId, deal)));
        Assert.Equal(["@Seller again"], await TextsAsync(seller, deal));
    }

    [Fact]
    public async Task Readers_are_found_for_completion_among_those_who_can_read_the_record()
    {
        (HttpClient seller, _, Guid sellerId) = await tenant.AddSellerAsync();
        (HttpClient other, _, Guid otherId) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title = "complete" });
        Guid[] found = await ReadersAsync(tenant.Admin, deal, "sell");
        Assert.Contains(sellerId, found);
        Assert.DoesNotContain(otherId, found);
        Assert.Empty(await ReadersAsync(tenant.Admin, deal, "nobody is called so"));
        using HttpResponseMessage refused = await other.GetAsync(new Uri($"/comments/readers?object=Deal&record={deal}&search=sell", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
        using HttpResponseMessage nonsense = await seller.GetAsync(new Uri("/comments/readers?object=Nothing&record=x", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, nonsense.StatusCode);
    }

    private static async Task<Guid[]> ReadersAsync(HttpClient client, Guid deal, string search)
    {
        JsonElement found = await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<JsonElement>(
            client, new Uri($"/comments/readers?object=Deal&record={deal}&search={Uri.EscapeDataString(search)}", UriKind.Relative));
        return [.. found.GetProperty("readers").EnumerateArray().Select(r => r.GetProperty("id").GetGuid())];
    }

    private static async Task<string> CreateAsync(HttpClient client, object input) =>
        (await WatchedTenant.MutateAsync(client, Create, new { input })).GetProperty("createComment").GetProperty("record").GetProperty("id").GetString()!;

    private static async Task<List<string?>> TextsAsync(HttpClient client, Guid deal) =>
    [
        .. (await WatchedTenant.MutateAsync(client, $"{{ comments(filter: {{ object: {{ eq: \"Deal\" }}, record: {{ eq: \"{deal}\" }} }}, orderBy: [{{ id: ASC }}]) {{ nodes {{ text }} }} }}"))
            .GetProperty("comments").GetProperty("nodes").EnumerateArray().Select(c => c.GetProperty("text").GetString()),
    ];

    private async Task<long> ToldAsync(Guid user, Guid record) =>
        await tenant.ScalarAsync<long>($"select count(*) from {await SchemaAsync()}.notification where owner_id = '{user}' and record = '{record}' and type = 'mention'");

    private async Task<Guid> AdminAsync() => await tenant.ScalarAsync<Guid>($"select id from {await SchemaAsync()}.\"user\" where name = 'Administrator'");

    private async Task<string> SchemaAsync() => (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!.Schema;

    private static async Task<string?> CodeAsync(HttpClient client, string query) => (await ErrorAsync(client, query, null)).GetProperty("code").GetString();

    private static async Task<string?> ProblemAsync(HttpClient client, string query, object variables) =>
        (await ErrorAsync(client, query, variables)).GetProperty("problems")[0].GetProperty("code").GetString();

    private static async Task<string> UploadAsync(HttpClient client, string name)
    {
        using ByteArrayContent body = new("text"u8.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using HttpResponseMessage response = await client.PostAsync(new Uri($"/files?name={name}", UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<HttpStatusCode> OpenAsync(HttpClient client, string file)
    {
        using HttpResponseMessage response = await client.GetAsync(new Uri($"/files/{file}", UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<string[]> FilesAsync(HttpClient client, Guid record)
    {
        JsonElement data = await WatchedTenant.MutateAsync(
            client, $"{{ comments(filter: {{ record: {{ eq: \"{record}\" }} }}) {{ nodes {{ attachments(first: 20, orderBy: [{{ name: ASC }}]) {{ nodes {{ id name size }} }} }} }} }}");
        return [.. data.GetProperty("comments").GetProperty("nodes").EnumerateArray().SelectMany(c => c.GetProperty("attachments").GetProperty("nodes").EnumerateArray()).Select(f => f.GetProperty("name").GetString()!)];
    }

    private static async Task<JsonElement> ErrorAsync(HttpClient client, string query, object? variables)
    {
        using HttpResponseMessage response = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(client, "/graphql", new { query, variables });
        JsonElement body = await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<JsonElement>(response.Content);
        return body.GetProperty("errors")[0].GetProperty("extensions");
    }
}
