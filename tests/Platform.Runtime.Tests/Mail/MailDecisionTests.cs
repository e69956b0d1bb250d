using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Configuration;
using Platform.Runtime.Hooks;
using Platform.Runtime.Mail;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Subscriptions;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Mail;

/// <summary>Deciding about approvals by links in mails.</summary>
public sealed class MailDecisionTests(WatchedTenant tenant) : IClassFixture<WatchedTenant>, IAsyncLifetime
{
    private const string Flow = """
        {"kind":"approvalFlow","name":"dealApproval","label":"Deals","object":"Deal","steps":[{"name":"boss","label":"Boss","approvers":[{"by":"role","role":"administrator"}]}]}
        """;

    private readonly SetTime _time = new(DateTimeOffset.UtcNow);

    public async ValueTask InitializeAsync() => await tenant.PublishAsync(Flow);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Opening_a_link_decides_nothing_pressing_the_button_does_once()
    {
        (Guid deal, Guid task, string link) = await AskedAsync("Link <deal>");
        using HttpClient stranger = tenant.Host.CreateClient();
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage opened = await stranger.GetAsync(Path(link));
            string page = await opened.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
            Assert.Contains("Link &lt;deal&gt;", page, StringComparison.Ordinal);
            Assert.Equal("no-referrer", opened.Headers.GetValues("Referrer-Policy").Single());
        }

        Assert.Equal("pending", await StatusAsync(task));
        Assert.Equal(HttpStatusCode.BadRequest, await PressAsync(stranger, link, "nonsense"));
        Assert.Equal(HttpStatusCode.OK, await PressAsync(stranger, link, "approve"));
        Assert.Equal("approved", await StatusAsync(task));
        Assert.Equal(HttpStatusCode.Gone, await PressAsync(stranger, link, "reject"));
        Assert.Equal("approved", await StatusAsync(task));
        Assert.NotEqual(Guid.Empty, deal);
    }

    [Fact]
    public async Task Of_many_who_press_at_once_one_decides()
    {
        (_, Guid task, string link) = await AskedAsync("At once");
        using HttpClient stranger = tenant.Host.CreateClient();
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => PressAsync(stranger, link, i % 2 == 0 ? "approve" : "reject")));
        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Contains(await StatusAsync(task), new[] { "approved", "rejected" });
    }

    [Fact]
    public async Task Links_that_are_old_changed_or_made_up_decide_nothing()
    {
        (_, Guid task, string link) = await AskedAsync("Old");
        using HttpClient stranger = tenant.Host.CreateClient();
        string last = link[^1] == 'A' ? "B" : "A";
        Assert.Equal(HttpStatusCode.NotFound, await PressAsync(stranger, link[..^2] + last + link[^1], "approve"));
        Assert.Equal(HttpStatusCode.NotFound, await PressAsync(stranger, "https://crm.example.com/mail/approvals/x", "approve"));
        Assert.Equal(HttpStatusCode.NotFound, await PressAsync(stranger, link.Replace("approvals", "unsubscribe", StringComparison.Ordinal), "approve"));
        _time.Pass(-MailLinks.Lifetime - TimeSpan.FromMinutes(1));
        string old = await LinkAsync(task);
        Assert.Equal(HttpStatusCode.Gone, await PressAsync(stranger, old, "approve"));
        Assert.Equal("pending", await StatusAsync(task));
    }

    [Fact]
    public async Task Links_open_nothing_while_the_tenant_is_suspended()
    {
        (_, Guid task, string link) = await AskedAsync("Suspended");
        using HttpClient stranger = tenant.Host.CreateClient();
        await tenant.ScalarAsync<int>($"with u as (update platform.tenants set status = 'suspended' where id = '{tenant.TenantId}' returning 1) select 1");
        try
        {
            using HttpResponseMessage opened = await stranger.GetAsync(Path(link));
            Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, await PressAsync(stranger, link, "approve"));
        }
        finally
        {
            await tenant.ScalarAsync<int>($"with u as (update platform.tenants set status = 'active' where id = '{tenant.TenantId}' returning 1) select 1");
        }

        Assert.Equal("pending", await StatusAsync(task));
    }

    [Fact]
    public async Task What_happens_in_the_name_of_somebody_who_has_left_goes_by_the_clocks_of_the_tenant_and_has_no_rights()
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!;
        string zone = await tenant.ScalarAsync<string>($"with u as (update platform.tenants set time_zone = 'Asia/Shanghai' where id = '{tenant.TenantId}' returning 1) select time_zone from platform.tenants where id = '{tenant.TenantId}'");
        try
        {
            HookCallers callers = tenant.Host.Services.GetRequiredService<HookCallers>();
            RecordCaller nobody = await callers.InNameOfAsync(state, Guid.NewGuid(), TestContext.Current.CancellationToken);
            Assert.Equal("Asia/Shanghai", nobody.TenantTimeZone);
            Assert.False(nobody.Permissions.For("Deal").CanRead);
            Assert.Null(await callers.FindAsync(state, Guid.NewGuid(), TestContext.Current.CancellationToken));
        }
        finally
        {
            await tenant.ScalarAsync<int>($"with u as (update platform.tenants set time_zone = '{zone}' where id = '{tenant.TenantId}' returning 1) select 1");
        }
    }

    private async Task<(Guid Deal, Guid Task, string Link)> AskedAsync(string title)
    {
        (HttpClient seller, _, _) = await tenant.AddSellerAsync();
        Guid deal = await WatchedTenant.CreateAsync(seller, new { title });
        JsonElement made = await WatchedTenant.MutateAsync(seller, $"mutation {{ submitDealForApproval(id: \"{deal}\", flow: \"dealApproval\") {{ pendingApproval }} }}");
        Assert.NotEqual(JsonValueKind.Null, made.GetProperty("submitDealForApproval").GetProperty("pendingApproval").ValueKind);
        Guid task = await tenant.ScalarAsync<Guid>(
            $"select t.id from {await SchemaAsync()}.approval_task t join {await SchemaAsync()}.approval_request r on r.id = t.request_id where r.record = '{deal}'");
        return (deal, task, await LinkAsync(task));
    }

    private async Task<string> LinkAsync(Guid task)
    {
        MailLinks links = new(new PlatformOptions { DataDirectory = "unused", PublicUrl = "https://crm.example.com" }, tenant.Host.Services.GetRequiredService<MasterKeys>(), _time);
        Guid user = await tenant.ScalarAsync<Guid>($"select assignee_id from {await SchemaAsync()}.approval_task where id = '{task}'");
        int version = await tenant.ScalarAsync<int>($"select version from {await SchemaAsync()}.approval_task where id = '{task}'");
        return links.Decide(tenant.TenantId, user, task, version)!;
    }

    private static async Task<HttpStatusCode> PressAsync(HttpClient client, string link, string decision)
    {
        using FormUrlEncodedContent form = new(new Dictionary<string, string> { ["decision"] = decision, ["comment"] = "by mail" });
        using HttpResponseMessage answer = await client.PostAsync(Path(link), form);
        return answer.StatusCode;
    }

    private static Uri Path(string link) => new(new Uri(link).PathAndQuery, UriKind.Relative);

    private async Task<string> StatusAsync(Guid task) => await tenant.ScalarAsync<string>($"select status from {await SchemaAsync()}.approval_task where id = '{task}'");

    private async Task<string> SchemaAsync() => (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.TenantId, CancellationToken.None))!.Schema;
}
