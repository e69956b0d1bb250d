using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Permissions;
using Platform.Runtime.Catalog;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Reading;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Isolation;

/// <summary>
/// A host with two tenants of the same documents. In each are an administrator, two sellers who see their own records alone, and an auditor who sees all records but
/// not every field.
/// </summary>
public sealed class TwoTenants(PostgresServer server) : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private static readonly string[] Documents =
    [
        """
        {"kind":"object","name":"Account","label":"Account","pluralLabel":"Accounts","nameField":"name","searchFields":["name","secret"],"fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"secret","label":"Secret","type":"text"},
          {"name":"salary","label":"Salary","type":"integer"},
          {"name":"stage","label":"Stage","type":"picklist","values":[{"value":"won","label":"Won"},{"value":"lost","label":"Lost"}]},
          {"name":"email","label":"E-mail","type":"email","unique":true},
          {"name":"paper","label":"Paper","type":"file"}]}
        """,
        """
        {"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"account","label":"Account","type":"lookup","target":"Account","inverse":"deals"},
          {"name":"others","label":"Others","type":"manyToMany","target":"Account","inverse":"otherDeals"}]}
        """,
        """
        {"kind":"object","name":"DealLine","label":"Line","pluralLabel":"Lines","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},
          {"name":"deal","label":"Deal","type":"masterDetail","target":"Deal","inverse":"lines"}]}
        """,
        """
        {"kind":"object","name":"Payroll","label":"Payroll","pluralLabel":"Payrolls","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},
          {"name":"account","label":"Account","type":"lookup","target":"Account","inverse":"payrolls"}]}
        """,
        """{"kind":"view","name":"bySecret","label":"By secret","object":"Account","columns":["name"],"filter":{"secret":{"eq":"x"}}}""",
        """{"kind":"view","name":"secretOrder","label":"Secret order","object":"Account","columns":["name"],"sort":["secret"]}""",
        """
        {"kind":"role","name":"seller","label":"Seller","objects":[
          {"object":"Account","create":true,"read":"own","edit":"own","delete":"own","fields":[{"field":"secret","read":false},{"field":"salary","read":false}]},
          {"object":"Deal","create":true,"read":"own","edit":"own","delete":"own"},
          {"object":"DealLine","create":true,"read":"all","edit":"all","delete":"all"}]}
        """,
        """
        {"kind":"role","name":"auditor","label":"Auditor","objects":[
          {"object":"Account","read":"all","fields":[{"field":"secret","read":false},{"field":"salary","read":false}]},{"object":"Deal","read":"all"}]}
        """,
    ];

    /// <summary>The host.</summary>
    public TestHost Host { get; } = new(server);

    /// <summary>Clients of the first tenant.</summary>
    public TenantClients One { get; private set; } = null!;

    /// <summary>Clients of the second tenant.</summary>
    public TenantClients Two { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        One = await TenantAsync("one");
        Two = await TenantAsync("two");
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Applies documents to a tenant.</summary>
    public async Task PutAsync(Guid tenant, params string[] documents)
    {
        Publisher publisher = Host.Services.GetRequiredService<Publisher>();
        PublishOutcome outcome = await publisher.ApplyAsync(
            new PublishRequest { TenantId = tenant, Edits = [.. documents.Select(d => new PutDocument(d))], Reason = "test" }, CancellationToken.None);
        Assert.IsType<Published>(outcome);
    }

    /// <summary>Runs SQL on the host's database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = Host.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The database's plan of the statement that a query of a role becomes.</summary>
    public async Task<string> ExplainAsync(Guid tenant, string role, string query)
    {
        TenantState state = (await Host.Services.GetRequiredService<TenantModels>().GetAsync(tenant, CancellationToken.None))!;
        RecordsSchema schema = new(state.Model, PermissionCompiler.Compile(state.Model, [role]));
        DocumentNode document = Parser.Parse(query).Value!;
        Dictionary<string, object?> none = [];
        QueryPlan plan = new OperationPlanner(schema, document, none).PlanQuery(document.Definitions.OfType<OperationDefinitionNode>().Single(), _ => "", state.Schema)!;
        BoundStatement bound = LoweredStatement.OfQuery(plan, schema, state.Schema).Bind(new BindingContext { Variables = none, UserId = Guid.CreateVersion7() });
        await using NpgsqlConnection connection = await Host.Database.DataSource.OpenConnectionAsync();
        await using NpgsqlCommand explain = StatementCommand.Create(connection, bound with { Text = "explain " + bound.Text });
        await using NpgsqlDataReader reader = await explain.ExecuteReaderAsync();
        System.Text.StringBuilder text = new();
        while (await reader.ReadAsync()) text.AppendLine(reader.GetString(0));
        return text.ToString();
    }

    private async Task<TenantClients> TenantAsync(string slug)
    {
        TenantProvisioning provisioning = Host.Services.GetRequiredService<TenantProvisioning>();
        Tenant tenant = new()
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            SchemaName = "t_" + slug,
            Name = slug,
            Locale = "en",
            TimeZone = "UTC",
            Currency = "USD",
        };
        await provisioning.CreateTenantAsync(tenant, CancellationToken.None);
        PackageInstaller installer = Host.Services.GetRequiredService<PackageInstaller>();
        await installer.InstallAsync(tenant.Id, [], CancellationToken.None);
        await PutAsync(tenant.Id, Documents);
        foreach ((string name, string role) in new[] { ("admin", "administrator"), ("ann", "seller"), ("bob", "seller"), ("audit", "auditor") })
        {
            NewMember person = new($"{name}@{slug}.test", name, Password, [role]);
            await provisioning.CreateMemberAsync(tenant.Id, person, CancellationToken.None);
        }

        await Host.Services.GetRequiredService<MemberRecords>().EnsureAsync(tenant.Id, CancellationToken.None);
        return new TenantClients(
            tenant.Id, await ClientAsync("admin", slug), await ClientAsync("ann", slug), await ClientAsync("bob", slug), await ClientAsync("audit", slug));
    }

    private async Task<Api> ClientAsync(string name, string slug)
    {
        HttpClient client = Host.CreateClient();
        using HttpResponseMessage response = await client.PostAsJsonAsync("/auth/login", new { email = $"{name}@{slug}.test", password = Password, tenant = slug });
        response.EnsureSuccessStatusCode();
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("token").GetString());
        return new Api(client);
    }
}
