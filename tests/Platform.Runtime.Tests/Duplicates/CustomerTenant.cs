using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Duplicates;

/// <summary>A host whose tenant has customers and leads with rules of duplicates, and sellers who see their own records.</summary>
public sealed class CustomerTenant(PostgresServer postgres) : IAsyncLifetime
{
    private const string Password = "long enough password";

    private static readonly string[] Documents =
    [
        """
        {"kind":"object","name":"Customer","label":"Customer","pluralLabel":"Customers","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text","required":true},
          {"name":"phone","label":"Phone","type":"phone"},
          {"name":"email","label":"E-mail","type":"email","unique":true},
          {"name":"city","label":"City","type":"text"},
          {"name":"size","label":"Size","type":"integer"},
          {"name":"secret","label":"Secret","type":"encryptedText"},
          {"name":"parent","label":"Parent","type":"lookup","target":"Customer","inverse":"branches"},
          {"name":"partners","label":"Partners","type":"manyToMany","target":"Customer","inverse":"partnerOf"}]}
        """,
        """
        {"kind":"object","name":"Lead","label":"Lead","pluralLabel":"Leads","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},{"name":"mobile","label":"Mobile","type":"phone"},{"name":"company","label":"Company","type":"text"}]}
        """,
        """
        {"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},
          {"name":"customer","label":"Customer","type":"lookup","target":"Customer","inverse":"deals","onDelete":"restrict"},
          {"name":"involved","label":"Involved","type":"manyToMany","target":"Customer","inverse":"involvedIn"},
          {"name":"about","label":"About","type":"polymorphicLookup","targets":["Customer","Lead"]}]}
        """,
        """
        {"kind":"object","name":"Visit","label":"Visit","pluralLabel":"Visits","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},
          {"name":"customer","label":"Customer","type":"masterDetail","target":"Customer","inverse":"visits"}]}
        """,
        """
        {"kind":"object","name":"Claim","label":"Claim","pluralLabel":"Claims","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},{"name":"customer","label":"Customer","type":"lookup","target":"Customer"}]}
        """,
        """
        {"kind":"approvalFlow","name":"goneClaim","label":"Gone","object":"Claim","manual":false,"onVoid":true,"when":"record.title == 'asks'",
         "steps":[{"name":"check","label":"Check","approvers":[{"by":"role","role":"seller"}]}]}
        """,
        """
        {"kind":"duplicateRule","name":"sameCustomer","label":{"en":"Same customer","zh-CN":"相同客户"},"object":"Customer","onCreate":"block","onEdit":"warn","shown":["name","city"],
         "matches":[{"all":[{"field":"phone","by":"phone"}]},{"all":[{"field":"name","by":"text"},{"field":"city"}]}]}
        """,
        """
        {"kind":"duplicateRule","name":"likeCustomer","label":"Like a customer","object":"Customer","onEdit":"ignore",
         "matches":[{"all":[{"field":"name","by":"similar","similarity":65}]}]}
        """,
        """
        {"kind":"duplicateRule","name":"leadIsCustomer","label":"Already a customer","object":"Lead","against":"Customer","shown":["name"],
         "matches":[{"all":[{"field":"mobile","against":"phone","by":"phone"}]},{"all":[{"field":"company","against":"name","by":"text"}]}]}
        """,
        """
        {"kind":"role","name":"seller","label":"Seller","objects":[
          {"object":"Customer","create":true,"read":"own","edit":"own","delete":"own"},{"object":"Lead","create":true,"read":"own","edit":"own","delete":"own"},
          {"object":"Deal","read":"own"},{"object":"Visit","create":true,"read":"all","edit":"all","delete":"all"}]}
        """,
    ];

    private Guid _tenant;

    public TestHost Host { get; } = new(postgres);

    internal Api Admin { get; private set; } = null!;

    internal NpgsqlDataSource Source => Host.Database.DataSource;

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        await using NpgsqlCommand find = Source.CreateCommand("select id from platform.tenants");
        _tenant = (Guid)(await find.ExecuteScalarAsync())!;
        Publisher publisher = Host.Services.GetRequiredService<Publisher>();
        PublishRequest request = new() { TenantId = _tenant, Edits = [.. Documents.Select(d => new PutDocument(d))] };
        PublishOutcome outcome = await publisher.ApplyAsync(request, CancellationToken.None);
        Assert.True(outcome is Published, outcome is PublishRefused refused ? string.Join('\n', refused.Plan?.Diagnostics ?? []) : "");
        Admin = new Api(await Host.CreateSignedInClientAsync());
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A new seller, signed in.</summary>
    internal async Task<Api> AddSellerAsync()
    {
        string email = $"seller{Guid.NewGuid():N}@example.com";
        await Host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(
            _tenant, new NewMember(email, "Seller", Password, ["seller"]), CancellationToken.None);
        await Host.Services.GetRequiredService<MemberRecords>().EnsureAsync(_tenant, CancellationToken.None);
        return new Api(await Host.CreateSignedInClientAsync(email, Password));
    }
}
