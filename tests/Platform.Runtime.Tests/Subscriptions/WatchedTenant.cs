using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Hosting;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Subscriptions;
using Platform.Runtime.Tests.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Subscriptions;

/// <summary>A host whose tenant has deals, which belong to users, and people who see their own only.</summary>
public sealed class WatchedTenant(PostgresServer postgres) : IAsyncLifetime
{
    public const string Password = "long enough password";
    internal const string Role = """
        {"kind":"role","name":"seller","label":"Seller","objects":[{"object":"Deal","create":true,"read":"own","edit":"own","delete":"own",
         "fields":[{"field":"margin","read":false,"edit":false}]}]}
        """;

    public TestHost Host { get; } = new(postgres);

    /// <summary>Signed in as administrator.</summary>
    internal HttpClient Admin { get; private set; } = null!;

    internal Guid TenantId { get; private set; }

    internal static string Deal(string more = "") => Docs.Object(
        "Deal", [Docs.Field("amount", "decimal"), Docs.Field("margin", "decimal"), Docs.Field("stage", "text"), Docs.Field("notes", "longText"), .. more.Length > 0 ? [more] : Array.Empty<string>()]);

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        TenantId = await ScalarAsync<Guid>("select id from platform.tenants");
        await PublishAsync(Deal(), Role);
        Admin = await Host.CreateSignedInClientAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>A further node, on whose streams time passes by a clock; the caller disposes it.</summary>
    internal Task<RunningHost> StartNodeAsync(ManualTime clock, SubscriptionOptions options) => Host.StartSecondNodeAsync(services => services
        .AddSingleton(options)
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<StreamServices>(provider, clock)));

    /// <summary>A client of a node with the session of one of another.</summary>
    internal static HttpClient ClientOf(RunningHost node, HttpClient signedIn) =>
        new() { BaseAddress = node.Address, DefaultRequestHeaders = { Authorization = signedIn.DefaultRequestHeaders.Authorization } };

    internal async Task PublishAsync(params string[] documents)
    {
        Publisher publisher = Host.Services.GetRequiredService<Publisher>();
        PublishRequest request = new() { TenantId = TenantId, Edits = [.. documents.Select(d => new PutDocument(d))] };
        DeployPlan? plan = await publisher.PlanAsync(request, CancellationToken.None);
        PublishOutcome outcome = await publisher.ApplyAsync(request with { Accept = [.. plan!.ToAccept] }, CancellationToken.None);
        Assert.True(outcome is Published, outcome.ToString());
    }

    /// <summary>A new seller, signed in, and the id of their record.</summary>
    internal async Task<(HttpClient Client, string Email, Guid UserId)> AddSellerAsync()
    {
        string email = string.Create(CultureInfo.InvariantCulture, $"seller{Guid.NewGuid():N}@example.com");
        await Host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(
            TenantId, new NewMember(email, "Seller", Password, ["seller"]), CancellationToken.None);
        await Host.Services.GetRequiredService<MemberRecords>().EnsureAsync(TenantId, CancellationToken.None);
        HttpClient client = await Host.CreateSignedInClientAsync(email, Password);
        return (client, email, await ScalarAsync<Guid>($"select user_id from platform.memberships m join platform.identities i on i.id = m.identity_id where email = '{email}'"));
    }

    internal static async Task<Guid> CreateAsync(HttpClient client, object input)
    {
        JsonElement data = await MutateAsync(client, "mutation($input: DealCreate!) { createDeal(input: $input) { record { id } } }", new { input });
        return data.GetProperty("createDeal").GetProperty("record").GetProperty("id").GetGuid();
    }

    internal static Task UpdateAsync(HttpClient client, Guid id, object input) =>
        MutateAsync(client, "mutation($id: ID!, $input: DealUpdate!) { updateDeal(id: $id, input: $input) { record { id } } }", new { id, input });

    internal static async Task<JsonElement> MutateAsync(HttpClient client, string query, object? variables = null)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/graphql", new { query, variables });
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(body.TryGetProperty("errors", out JsonElement errors), errors.ToString());
        return body.GetProperty("data");
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = Host.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using NpgsqlCommand command = Host.Database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
