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
        Object("Chore", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'contact','label':'Contact','type':'lookup','target':'Contact','onDelete':'cascade'},
            {'name':'subject','label':'Subject','type':'polymorphicLookup','targets':['Account','Contact']}
            """),
        Object("Invoice", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'number','label':'Number','type':'autoNumber','format':'INV-{YYYY}-{0000}','gapless':true,'unique':true},
            {'name':'ticket','label':'Ticket','type':'autoNumber','format':'T{000}'},
            {'name':'account','label':'Account','type':'lookup','target':'Account','onDelete':'restrict'},
            {'name':'total','label':'Total','type':'decimal','precision':18,'rollup':{'relation':'lines','function':'sum','field':'amount'}}
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
        Object("Firm", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'industry','label':'Industry','type':'picklist','values':[{'value':'a','label':'A'},{'value':'b','label':'B'}]},
            {'name':'active','label':'Active','type':'checkbox','default':true},
            {'name':'score','label':'Score','type':'integer'},
            {'name':'code','label':'Code','type':'text'},
            {'name':'city','label':'City','type':'text'},
            {'name':'worth','label':'Worth','type':'decimal','formula':'record.score * 2.5'}
            """, """
            'indexes':[{'fields':['code','city'],'unique':true},{'fields':['city','industry'],'unique':true,'ignoreCase':false,'message':{'en':'The city has such a firm.','zh-CN':'该城市已有此类企业。'}}],
            'rules':[{'name':'scored','invalidWhen':'record.score < 0','message':'No less than nought.','fields':['score']}]
            """),
        Object("Person", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'firm','label':'Firm','type':'lookup','target':'Firm','inverse':'people'}
            """),
        Object("Deal", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'firm','label':'Firm','type':'lookup','target':'Firm','inverse':'deals'},
            {'name':'contact','label':'Contact','type':'lookup','target':'Person','choosable':"target.firm == record.firm && target.firm.active"},
            {'name':'helpers','label':'Helpers','type':'manyToMany','target':'Person','inverse':'helps','choosable':"target.name != 'Nobody'"},
            {'name':'about','label':'About','type':'polymorphicLookup','targets':['Firm','Person','Campaign'],'choosable':{'Firm':'target.active','Person':'target.firm == record.firm && target.firm.active'}},
            {'name':'stage','label':'Stage','type':'picklist','default':'open','values':[{'value':'open','label':'Open'},{'value':'won','label':'Won'},{'value':'lost','label':'Lost'}]},
            {'name':'reason','label':'Reason','type':'picklist','values':[{'value':'price','label':'Price'},{'value':'time','label':'Time'},{'value':'quality','label':'Quality'}],
             'dependsOn':{'field':'stage','values':{'lost':['price','time'],'won':['quality']}},'requiredWhen':"record.stage == 'lost'"},
            {'name':'amount','label':'Amount','type':'currency','defaultFormula':'record.firm.worth * 100'},
            {'name':'billable','label':'Billable','type':'checkbox','defaultFormula':'record.stage != null'},
            {'name':'closeOn','label':'Close','type':'date','defaultFormula':'today + days(30)'},
            {'name':'startOn','label':'Start','type':'date','defaultFormula':'record.closeOn - days(10)'},
            {'name':'note','label':'Note','type':'text','required':true,'default':'–','visibleWhen':"record.stage != 'open'"},
            {'name':'fee','label':'Fee','type':'decimal','readOnlyWhen':"record.stage == 'won'"},
            {'name':'double','label':'Double','type':'decimal','formula':'record.amount * 2'},
            {'name':'responsible','label':'Responsible','type':'lookup','target':'User','defaultFormula':'user'},
            {'name':'parent','label':'Parent','type':'lookup','target':'Deal','inverse':'parts'}
            """, """
            'recordTypes':[
              {'name':'fresh','label':'Fresh'},
              {'name':'renewal','label':'Renewal','picklists':{'stage':['open','won']},'defaults':{'stage':'won','fee':5,'billable':false}},
              {'name':'old','label':'Old','active':false}],
            'rules':[
              {'name':'dateOrder','invalidWhen':'record.closeOn < record.startOn','message':{'en':'Close after the start.','zh-CN':'结束日期不能早于开始日期。'},'fields':['closeOn','startOn']},
              {'name':'managersSetFees','invalidWhen':"!isNew() && isChanged(record.fee) && !hasRole('administrator')",'message':'Ask a manager.','fields':['fee']},
              {'name':'lostStays','invalidWhen':"old.stage == 'lost' && isChanged(record.stage)",'message':'Lost is lost.','fields':['stage']},
              {'name':'fewParts','invalidWhen':'record.parts.size() > 2','message':'Too many parts.'},
              {'name':'fewSiblings','invalidWhen':'record.parent.parts.size() > 2','message':'Too many siblings.','fields':['parent']},
              {'name':'fewHelpers','invalidWhen':'record.helpers.size() > 2','message':'Too many helpers.','fields':['helpers']},
              {'name':'dearForB','invalidWhen':"record.firm.industry == 'b' && record.double > 5000",'message':'Too dear.','fields':['amount']},
              {'name':'never','invalidWhen':'record.amount / (record.amount - record.amount) > 1 || record.amount * 1000000000000000 * 1000000000000000 > 1','message':'Blank is not true.'},
              {'name':'off','invalidWhen':'true','message':'Off.','active':false}]
            """),
        Object("DealLine", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'deal','label':'Deal','type':'masterDetail','target':'Deal','inverse':'lines'},
            {'name':'amount','label':'Amount','type':'decimal'}
            """, """
            'rules':[{'name':'fewDear','invalidWhen':'record.deal.lines.filter(l, l.amount > 10).size() > 2','message':'Two dear lines at most.','fields':['amount']}]
            """),
        Role("sales", "own", "{'field':'rating','read':true,'edit':false}"),
        Role("team", "team", null),
        Role("reader", "all", null, writes: false),
    ];

    /// <summary>The document as it is read.</summary>
    public static string Json(string text) => text.Replace('\'', '"').Replace('\u0001', '\'');

    private static string Object(string name, string fields, string more = "") =>
        $"{{'kind':'object','name':'{name}','label':'{name}','pluralLabel':'{name} records','nameField':'name','fields':[{Quoted(fields)}]{(more.Length > 0 ? "," : "")}{Quoted(more)}}}";

    // Texts of expressions are in single quotes within double ones.
    private static string Quoted(string json) => string.Join('"', json.Split('"').Select((part, i) => i % 2 == 0 ? part : part.Replace('\'', '\u0001')));

    private static string Role(string name, string scope, string? accountField, bool writes = true)
    {
        string edit = writes ? scope : "none";
        string rights = $"'create':{(writes ? "true" : "false")},'read':'{scope}','edit':'{edit}','delete':'{edit}'";
        string account = accountField is null ? string.Empty : $"{{'object':'Account',{rights},'fields':[{accountField}]}},";
        return $"{{'kind':'role','name':'{name}','label':'{name}','objects':[{account}{{'object':'*',{rights}}}]}}";
    }
}
