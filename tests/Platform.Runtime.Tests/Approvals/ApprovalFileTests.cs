using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Runtime.Approvals;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Tests.Pipelines;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>Files that go with acts, over the API.</summary>
public sealed class ApprovalFileTests(SellingTenant tenant) : IClassFixture<SellingTenant>
{
    private const string Flow =
        """
        {"kind":"approvalFlow","name":"offers","label":"Offers","object":"Offer","steps":[{"name":"check","label":"Check","approvers":[{"by":"role","role":"administrator"}]}]}
        """;

    [Fact]
    public async Task Files_go_with_acts_are_opened_by_who_reads_the_trail_and_are_sealed_with_it()
    {
        await tenant.PutAsync([], Flow);
        string offer = await tenant.Seller.CreateAsync("Offer", "name: \"Offer\"");
        string first = await tenant.Seller.UploadAsync("terms.txt", "terms"u8.ToArray()), second = await tenant.Admin.UploadAsync("notes.txt", "notes"u8.ToArray());
        JsonElement submitted = await tenant.Seller.DataAsync(
            "mutation($id: ID!, $files: [ID!]) { done: submitOfferForApproval(id: $id, comment: \"Please\", files: $files) { pendingApproval } }", new { id = offer, files = new[] { first } });
        string request = submitted.GetProperty("done").GetProperty("pendingApproval").GetString()!;
        await tenant.Seller.DataAsync("mutation($id: ID!, $files: [ID!]) { commentApprovalRequest(id: $id, comment: \"Again\", files: $files) { warnings { code } } }", new { id = request, files = new[] { first } });
        JsonElement task = await tenant.Admin.DataAsync("query($id: ID!) { approvalTasks(filter: { request: { id: { eq: $id } }, status: { eq: \"pending\" } }) { nodes { id } } }", new { id = request });
        await tenant.Admin.DataAsync(
            "mutation($ids: [ID!]!, $files: [ID!]) { approveApprovalTasks(ids: $ids, files: $files) { records { id } } }",
            new { ids = new[] { task.GetProperty("approvalTasks").GetProperty("nodes")[0].GetProperty("id").GetString() }, files = new[] { second } });

        string trail = await tenant.Seller.TextAsync("query($id: ID!) { approvalRequest(id: $id) { trail(orderBy: [{ sequence: ASC }]) { nodes { act files { nodes { name } } } } } }", new { id = request });
        Assert.Equal(
            """{"approvalRequest":{"trail":{"nodes":[{"act":"submit","files":{"nodes":[{"name":"terms.txt"}]}},{"act":"comment","files":{"nodes":[{"name":"terms.txt"}]}},{"act":"approve","files":{"nodes":[{"name":"notes.txt"}]}},{"act":"complete","files":{"nodes":[]}}]}}}""",
            trail);
        Assert.Equal("notes", await OpenAsync(tenant.Seller, second));
        Assert.Equal("terms", await OpenAsync(tenant.Admin, first));
        Assert.Null(await OpenAsync(tenant.Manager, first));

        Guid id = Guid.Parse(request);
        Assert.DoesNotContain(id, await BrokenAsync());
        await tenant.ScalarAsync($"UPDATE t_default.file SET sha256 = repeat('0', 64) WHERE id = '{first}'");
        Assert.Contains(id, await BrokenAsync());
        await tenant.ScalarAsync($"UPDATE t_default.file SET sha256 = encode(sha256('terms'), 'hex') WHERE id = '{first}'");
        Assert.DoesNotContain(id, await BrokenAsync());
        await tenant.ScalarAsync($"UPDATE t_default.approval_entry SET digests = NULL WHERE request_id = '{id}' AND act = 'submit'");
        Assert.Contains(id, await BrokenAsync());
    }

    [Fact]
    public async Task What_one_may_not_read_cannot_be_attached_and_nothing_has_happened_then()
    {
        await tenant.PutAsync([], Flow);
        string offer = await tenant.Seller.CreateAsync("Offer", "name: \"Offer\""), foreign = await tenant.Manager.UploadAsync("secret.txt", "secret"u8.ToArray());
        const string Submit = "mutation($id: ID!, $files: [ID!]) { submitOfferForApproval(id: $id, files: $files) { pendingApproval } }";
        Assert.Equal("VALIDATION_FAILED REFERENCE_NOT_FOUND", await tenant.Seller.ErrorAsync(Submit, new { id = offer, files = new[] { foreign } }));
        Assert.Equal("VALIDATION_FAILED REFERENCE_NOT_FOUND", await tenant.Seller.ErrorAsync(Submit, new { id = offer, files = new[] { Guid.NewGuid().ToString() } }));
        Assert.Equal("BAD_USER_INPUT", await tenant.Seller.ErrorAsync(Submit, new { id = offer, files = new[] { "none" } }));
        string[] many = await Task.WhenAll(Enumerable.Range(0, 11).Select(i => tenant.Seller.UploadAsync($"{i}.txt", [(byte)('a' + i)])));
        Assert.Equal("VALIDATION_FAILED TOO_MANY_FILES", await tenant.Seller.ErrorAsync(Submit, new { id = offer, files = many }));
        Assert.Equal(0L, await tenant.ScalarAsync($"SELECT count(*) FROM t_default.approval_request WHERE record = '{offer}'"));
    }

    private static async Task<string?> OpenAsync(Api api, string file)
    {
        using HttpResponseMessage response = await api.Http.GetAsync(new Uri($"/files/{file}", UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<IReadOnlyList<Guid>> BrokenAsync()
    {
        TenantState state = (await tenant.Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant.Tenant, CancellationToken.None))!;
        await using Npgsql.NpgsqlConnection connection = await tenant.Host.Database.DataSource.OpenConnectionAsync();
        return (await TrailVerification.RunAsync(connection, state.Model, state.Schema, CancellationToken.None)).Broken;
    }
}
