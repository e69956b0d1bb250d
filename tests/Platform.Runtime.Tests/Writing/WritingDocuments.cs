namespace Platform.Runtime.Tests.Writing;

/// <summary>The documents that the tests of the pipeline write records of, as JSON with single quotes.</summary>
internal static class WritingDocuments
{
    public static IReadOnlyList<string> All { get; } =
    [
        Object("Account", """
            {'name':'name','label':'Name','type':'text','required':true},
            {'name':'code','label':'Code','type':'text','maxLength':40,'unique':true},
            {'name':'rating','label':'Rating','type':'integer','min':0,'max':5},
            {'name':'region','label':'Region','type':'text','createOnly':true},
            {'name':'secret','label':'Secret','type':'encryptedText'},
            {'name':'campaigns','label':'Campaigns','type':'manyToMany','target':'Campaign'},
            {'name':'stage','label':'Stage','type':'picklist','values':[{'value':'open','label':'Open'},{'value':'old','label':'Old','retired':true}],'default':'open'}
            """),
        Object("Campaign", """{'name':'name','label':'Name','type':'text'}"""),
        Object("Contact", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'account','label':'Account','type':'lookup','target':'Account','inverse':'contacts'},
            {'name':'email','label':'Email','type':'email','unique':true}
            """),
        Object("Task", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'contact','label':'Contact','type':'lookup','target':'Contact','onDelete':'cascade'},
            {'name':'subject','label':'Subject','type':'polymorphicLookup','targets':['Account','Contact']}
            """),
        Object("Invoice", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'number','label':'Number','type':'autoNumber','format':'INV-{YYYY}-{0000}','gapless':true,'unique':true},
            {'name':'ticket','label':'Ticket','type':'autoNumber','format':'T{000}'},
            {'name':'account','label':'Account','type':'lookup','target':'Account','onDelete':'restrict'}
            """),
        Object("InvoiceLine", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'invoice','label':'Invoice','type':'masterDetail','target':'Invoice','inverse':'lines'},
            {'name':'amount','label':'Amount','type':'decimal','precision':12,'scale':2}
            """),
        Object("Sample", """
            {'name':'name','label':'Text','type':'text','maxLength':4000},
            {'name':'longText','label':'Long','type':'longText','maxLength':1000000},
            {'name':'richText','label':'Rich','type':'richText'},
            {'name':'integer','label':'Integer','type':'integer'},
            {'name':'decimal','label':'Decimal','type':'decimal','precision':28,'scale':10},
            {'name':'currency','label':'Money','type':'currency','id':'money'},
            {'name':'percent','label':'Percent','type':'percent'},
            {'name':'checkbox','label':'Checkbox','type':'checkbox'},
            {'name':'date','label':'Date','type':'date'},
            {'name':'dateTime','label':'Instant','type':'dateTime'},
            {'name':'time','label':'Time','type':'time'},
            {'name':'duration','label':'Duration','type':'duration'},
            {'name':'picklist','label':'Picklist','type':'picklist','values':[{'value':'a','label':'A'},{'value':'b','label':'B'}]},
            {'name':'multiPicklist','label':'Several','type':'multiPicklist','values':[{'value':'a','label':'A'},{'value':'b','label':'B'}]},
            {'name':'email','label':'Email','type':'email'},
            {'name':'phone','label':'Phone','type':'phone'},
            {'name':'url','label':'Web','type':'url'},
            {'name':'address','label':'Address','type':'address'},
            {'name':'geolocation','label':'Place','type':'geolocation'},
            {'name':'lookup','label':'Lookup','type':'lookup','target':'Account'},
            {'name':'polymorphicLookup','label':'Any','type':'polymorphicLookup','targets':['Account','Contact']},
            {'name':'tags','label':'Tags','type':'tags'},
            {'name':'json','label':'Json','type':'json'},
            {'name':'encryptedText','label':'Secret','type':'encryptedText','maxLength':4000}
            """.Replace("'name':'currency'", "'name':'money'", StringComparison.Ordinal)),
        Role("sales", "own", "{'field':'rating','read':true,'edit':false}"),
        Role("team", "team", null),
        Role("reader", "all", null, writes: false),
    ];

    private static string Object(string name, string fields) =>
        $"{{'kind':'object','name':'{name}','label':'{name}','pluralLabel':'{name} records','nameField':'name','fields':[{fields}]}}";

    private static string Role(string name, string scope, string? accountField, bool writes = true)
    {
        string edit = writes ? scope : "none";
        string rights = $"'create':{(writes ? "true" : "false")},'read':'{scope}','edit':'{edit}','delete':'{edit}'";
        string account = accountField is null ? string.Empty : $"{{'object':'Account',{rights},'fields':[{accountField}]}},";
        return $"{{'kind':'role','name':'{name}','label':'{name}','objects':[{account}{{'object':'*',{rights}}}]}}";
    }
}
