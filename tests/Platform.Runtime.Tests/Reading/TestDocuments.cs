using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Metadata.Reading;

namespace Platform.Runtime.Tests.Reading;

/// <summary>A small tenant with every field type, every kind of relation, and roles of every scope.</summary>
internal static class TestDocuments
{
    private static readonly string[] Texts =
    [
        """
        {"kind":"object","name":"Account","label":"Account","pluralLabel":"Accounts","nameField":"name","searchFields":["name","email"],"fields":[
          {"name":"name","label":"Name","type":"text","required":true,"indexed":true},
          {"name":"industry","label":"Industry","type":"picklist","values":[{"value":"retail","label":"Retail"},{"value":"tech","label":"Tech"},{"value":"energy","label":"Energy"}]},
          {"name":"employees","label":"Employees","type":"integer"},
          {"name":"revenue","label":"Revenue","type":"currency","scale":2},
          {"name":"rating","label":"Rating","type":"decimal","precision":10,"scale":3},
          {"name":"share","label":"Share","type":"percent"},
          {"name":"active","label":"Active","type":"checkbox"},
          {"name":"founded","label":"Founded","type":"date","indexed":true},
          {"name":"contactedAt","label":"Contacted","type":"dateTime"},
          {"name":"opensAt","label":"Opens","type":"time"},
          {"name":"callTime","label":"Call time","type":"duration"},
          {"name":"labels","label":"Labels","type":"tags"},
          {"name":"segments","label":"Segments","type":"multiPicklist","values":[{"value":"a","label":"A"},{"value":"b","label":"B"},{"value":"c","label":"C"}]},
          {"name":"notes","label":"Notes","type":"longText"},
          {"name":"email","label":"E-mail","type":"email","unique":true},
          {"name":"billing","label":"Billing","type":"address"},
          {"name":"place","label":"Place","type":"geolocation"},
          {"name":"meta","label":"Meta","type":"json"},
          {"name":"secret","label":"Secret","type":"text"},
          {"name":"parent","label":"Parent","type":"lookup","target":"Account","inverse":"children"},
          {"name":"taxNumber","label":"Tax number","type":"encryptedText"},
          {"name":"logo","label":"Logo","type":"image"}]}
        """,
        """
        {"kind":"object","name":"Contact","label":"Contact","pluralLabel":"Contacts","nameField":"lastName","fields":[
          {"name":"lastName","label":"Last name","type":"text"},
          {"name":"account","label":"Account","type":"lookup","target":"Account","inverse":"contacts"}]}
        """,
        """
        {"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"amount","label":"Amount","type":"currency"},
          {"name":"account","label":"Account","type":"lookup","target":"Account","inverse":"deals","choosable":"target.name != null"},
          {"name":"contacts","label":"Contacts","type":"manyToMany","target":"Contact","inverse":"deals"}]}
        """,
        """
        {"kind":"object","name":"DealLine","label":"Line","pluralLabel":"Lines","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},
          {"name":"quantity","label":"Quantity","type":"integer"},
          {"name":"deal","label":"Deal","type":"masterDetail","target":"Deal","inverse":"lines"}]}
        """,
        """
        {"kind":"object","name":"Visit","label":"Visit","pluralLabel":"Visits","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},
          {"name":"subject","label":"Subject","type":"polymorphicLookup","targets":["Account","Contact"],"inverse":"visits"}]}
        """,
        """
        {"kind":"object","name":"Payroll","label":"Payroll","pluralLabel":"Payrolls","nameField":"title","fields":[
          {"name":"title","label":"Title","type":"text"},
          {"name":"account","label":"Account","type":"lookup","target":"Account","inverse":"payrolls"}]}
        """,
        """
        {"kind":"duplicateRule","name":"sameAccount","label":"Same account","object":"Account","onCreate":"block","shown":["name","email"],
          "matches":[{"all":[{"field":"email"}]},{"all":[{"field":"name","by":"similar","similarity":60},{"field":"industry"}]}]}
        """,
        """{"kind":"view","name":"myBig","label":"My big","object":"Account","columns":["name"],"filter":{"owner":{"id":{"eq":"$me"}},"employees":{"gte":100}},"sort":["-employees","name"]}""",
        """{"kind":"view","name":"bySecret","label":"By secret","object":"Account","columns":["name"],"filter":{"secret":{"eq":"x"}}}""",
        """
        {"kind":"role","name":"portal","label":"Portal","objects":[{"object":"Account","read":"all","edit":"all"},{"object":"Contact","read":"all"}],
          "api":{"maxCost":200,"maxPageSize":5,"maxDepth":2,"maxSubscriptions":1,"introspection":false}}
        """,
        """{"kind":"role","name":"manager","label":"Manager","rights":["purge"],"objects":[{"object":"*","create":true,"read":"all","edit":"all","delete":"all"}]}""",
        """
        {"kind":"role","name":"seller","label":"Seller","objects":[
          {"object":"Account","create":true,"read":"own","edit":"own","fields":[{"field":"secret","read":false}]},
          {"object":"Contact","create":true,"read":"own","edit":"own"},
          {"object":"Deal","create":true,"read":"own","edit":"own","delete":"own","fields":[{"field":"amount","read":true,"edit":false}]},
          {"object":"DealLine","create":true,"read":"all","edit":"all"},
          {"object":"Visit","create":true,"read":"all","edit":"own"}]}
        """,
        """
        {"kind":"role","name":"teammate","label":"Teammate","objects":[
          {"object":"Account","read":"team","edit":"own"},{"object":"Contact","read":"team"},{"object":"Deal","read":"team"},{"object":"DealLine","read":"all"}]}
        """,
    ];

    public static TenantModel Model { get; } = With();

    /// <summary>The tenant with further documents.</summary>
    public static TenantModel With(params string[] further)
    {
        ReadResult[] read = [.. Texts.Concat(further).Select((text, i) => DocumentReader.Read(text, $"document{i}.json"))];
        Compilation compilation = ModelCompiler.Compile(read.Select(r => r.Document!), revision: 1);
        return compilation.Model ?? throw new InvalidOperationException(string.Join(Environment.NewLine, compilation.Diagnostics));
    }
}
