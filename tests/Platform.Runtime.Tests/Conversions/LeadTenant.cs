using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Conversions;

/// <summary>A host whose tenant converts leads into accounts, contacts and deals.</summary>
public sealed class LeadTenant(PostgresServer postgres) : IAsyncLifetime
{
    /// <summary>Everything that a conversion answers.</summary>
    public const string Mutation = """
        mutation($id: ID!, $name: String, $targets: LeadConversionTargets, $version: Int, $dry: Boolean! = false) {
          convertLead(id: $id, conversion: $name, targets: $targets, ifVersion: $version, dryRun: $dry) {
            conversion done moved { object count } problems { object field code } warnings { field code }
            record { id status convertedAt convertedAccount { id } convertedContact { id } convertedDeal { id } }
            account { id name phone city note owner { id } } contact { id name email account { id } } deal { id name account { id } contact { id } }
            targets { alias object label optional action id values filled duplicates { object id rule blocks values { field value } } problems { object field code } } } }
        """;

    private const string Password = "long enough password";

    private static readonly string[] Documents =
    [
        """
        {"kind":"object","name":"Account","label":{"en":"Account","zh-CN":"客户"},"pluralLabel":"Accounts","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text","required":true,"maxLength":40},
          {"name":"phone","label":"Phone","type":"phone"},
          {"name":"city","label":"City","type":"text"},
          {"name":"note","label":"Note","type":"text"},
          {"name":"frozen","label":"Frozen","type":"checkbox"},
          {"name":"fixed","label":"Fixed","type":"text","readOnlyWhen":"record.frozen"},
          {"name":"place","label":"Place","type":"address"},
          {"name":"deals","label":"Deals","type":"integer","rollup":{"relation":"dealList","function":"count"}}],
         "rules":[{"name":"noTest","label":"No test","invalidWhen":"record.name == 'test'","fields":["name"],"message":"No tests."}]}
        """,
        """
        {"kind":"object","name":"Contact","label":"Contact","pluralLabel":"Contacts","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text","required":true},
          {"name":"email","label":"E-mail","type":"email","unique":true},
          {"name":"account","label":"Account","type":"lookup","target":"Account","inverse":"contacts"}]}
        """,
        """
        {"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text","required":true},
          {"name":"close","label":"Close","type":"date"},
          {"name":"account","label":"Account","type":"lookup","target":"Account","required":true,"inverse":"dealList"},
          {"name":"contact","label":"Contact","type":"lookup","target":"Contact"}]}
        """,
        """
        {"kind":"object","name":"Lead","label":"Lead","pluralLabel":"Leads","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text","required":true},
          {"name":"company","label":"Company","type":"text"},
          {"name":"email","label":"E-mail","type":"email"},
          {"name":"phone","label":"Phone","type":"phone"},
          {"name":"city","label":"City","type":"text"},
          {"name":"place","label":"Place","type":"address"},
          {"name":"status","label":"Status","type":"picklist","default":"new","values":[{"value":"new","label":"New"},{"value":"junk","label":"Junk"},{"value":"converted","label":"Converted"}]},
          {"name":"convertedAt","label":"Converted","type":"dateTime","readOnly":true},
          {"name":"convertedAccount","label":"Account","type":"lookup","target":"Account","readOnly":true},
          {"name":"convertedContact","label":"Contact","type":"lookup","target":"Contact","readOnly":true},
          {"name":"convertedDeal","label":"Deal","type":"lookup","target":"Deal","readOnly":true}]}
        """,
        """
        {"kind":"object","name":"Visit","label":"Visit","pluralLabel":"Visits","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},
          {"name":"about","label":"About","type":"polymorphicLookup","targets":["Lead","Account","Deal"]},
          {"name":"lead","label":"Lead","type":"lookup","target":"Lead"},
          {"name":"contact","label":"Contact","type":"lookup","target":"Contact"}]}
        """,
        """
        {"kind":"duplicateRule","name":"sameAccount","label":"Same account","object":"Account","shown":["name","city"],"matches":[{"all":[{"field":"name","by":"text"}]}]}
        """,
        """
        {"kind":"duplicateRule","name":"samePhone","label":"Same phone","object":"Account","onCreate":"block","matches":[{"all":[{"field":"phone","by":"phone"}]}]}
        """,
        """
        {"kind":"duplicateRule","name":"leadIsContact","label":"Is a contact","object":"Lead","against":"Contact","onCreate":"ignore","matches":[{"all":[{"field":"email"}]}]}
        """,
        """
        {"kind":"conversion","name":"qualify","label":"Qualify","object":"Lead","when":"record.status != 'junk'","convertedField":"convertedAt",
         "targets":[
          {"alias":"account","object":"Account","when":"!blank(record.company)","link":"convertedAccount","set":[
            {"field":"name","value":"record.company"},{"field":"phone","value":"record.phone"},{"field":"city","value":"record.city"},{"field":"fixed","value":"record.city"},
            {"field":"place","from":"place"},{"field":"owner","value":"record.owner"},{"field":"note","value":"'by ' + user.name"}]},
          {"alias":"contact","object":"Contact","link":"convertedContact","duplicateRules":["leadIsContact"],"set":[
            {"field":"name","value":"record.name"},{"field":"email","value":"record.email"},{"field":"account","value":"account"}]},
          {"alias":"deal","object":"Deal","label":{"en":"Chance","zh-CN":"机会"},"optional":true,"when":"!blank(account)","link":"convertedDeal","set":[
            {"field":"name","value":"account.name + ' / ' + contact.name"},{"field":"account","value":"account"},{"field":"contact","value":"contact"}]}],
         "set":[{"field":"status","value":"'converted'"}],
         "moves":[{"object":"Visit","field":"about","to":["deal","account"]},{"object":"Visit","field":"lead","to":["contact"],"into":"contact"}],
         "tasks":["deal","account"],"comments":["account"]}
        """,
        """
        {"kind":"conversion","name":"person","label":"Person only","object":"Lead","priority":200,"convertedField":"convertedAt",
         "targets":[{"alias":"contact","object":"Contact","link":"convertedContact","set":[{"field":"name","value":"record.name"}]}]}
        """,
        """
        {"kind":"approvalFlow","name":"check","label":"Check","object":"Lead","steps":[{"name":"only","label":"Only","approvers":[{"by":"role","role":"seller"}]}]}
        """,
        """
        {"kind":"role","name":"seller","label":"Seller","objects":[
          {"object":"Lead","create":true,"read":"all","edit":"own"},{"object":"Account","create":true,"read":"all","edit":"own"},
          {"object":"Contact","create":true,"read":"all","edit":"own"},{"object":"Deal","create":true,"read":"all","edit":"own"},{"object":"Visit","create":true,"read":"own","edit":"own"}]}
        """,
        """
        {"kind":"role","name":"caller","label":"Caller","objects":[
          {"object":"Lead","create":true,"read":"own","edit":"own"},{"object":"Account","read":"all"},{"object":"Contact","create":true,"read":"own","edit":"own"},{"object":"Deal","read":"own"}]}
        """,
    ];

    private Guid _tenant;

    public TestHost Host { get; } = new(postgres);

    internal Api Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        await using NpgsqlCommand find = Host.Database.DataSource.CreateCommand("select id from platform.tenants");
        _tenant = (Guid)(await find.ExecuteScalarAsync())!;
        PublishRequest request = new() { TenantId = _tenant, Edits = [.. Documents.Select(d => new PutDocument(d))] };
        PublishOutcome outcome = await Host.Services.GetRequiredService<Publisher>().ApplyAsync(request, CancellationToken.None);
        Assert.True(outcome is Published, outcome is PublishRefused refused ? string.Join('\n', refused.Plan?.Diagnostics ?? []) : "");
        Admin = new Api(await Host.CreateSignedInClientAsync());
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A new member of a role, signed in.</summary>
    internal async Task<Api> AddAsync(string role)
    {
        string email = $"{role}{Guid.NewGuid():N}@example.com";
        await Host.Services.GetRequiredService<TenantProvisioning>().CreateMemberAsync(_tenant, new NewMember(email, role, Password, [role]), CancellationToken.None);
        await Host.Services.GetRequiredService<MemberRecords>().EnsureAsync(_tenant, CancellationToken.None);
        return new Api(await Host.CreateSignedInClientAsync(email, Password));
    }

    /// <summary>A conversion's answer.</summary>
    internal static async Task<JsonElement> ConvertedAsync(Api api, object variables) => (await api.DataAsync(Mutation, variables)).GetProperty("convertLead");

    /// <summary>A company's name that no other test has.</summary>
    internal static string Unheard() => $"C{Guid.NewGuid():N}"[..20];
}
