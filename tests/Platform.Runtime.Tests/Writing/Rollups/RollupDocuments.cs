namespace Platform.Runtime.Tests.Writing.Rollups;

/// <summary>Objects with rollups of every function, over details, lookups, polymorphic and many-to-many lists, and over rollups and formulas.</summary>
internal static class RollupDocuments
{
    public static IReadOnlyList<string> All { get; } =
    [
        Object("Region", """{'name':'factor','label':'Factor','type':'decimal','scale':2}"""),
        Object("Person", """
            {'name':'rate','label':'Rate','type':'currency'},
            {'name':'region','label':'Region','type':'lookup','target':'Region'},
            """ + Rollup("projectCount", "integer", "projects", "count") + "," + Rollup("noteCount", "integer", "notes", "count")),
        Object("Portfolio", string.Join(',',
            Rollup("total", "currency", "projects", "sum", "partsTotal", settings: "'precision':24,'scale':4"),
            Rollup("big", "integer", "projects", "count", filter: "record.openSum > 100"),
            Rollup("meanCount", "decimal", "projects", "avg", "taskCount", settings: "'scale':4"),
            Rollup("rates", "currency", "projects", "sum", "rateSum", settings: "'precision':24"))),
        Object("Project", """{'name':'portfolio','label':'Portfolio','type':'lookup','target':'Portfolio','inverse':'projects'},{'name':'people','label':'People','type':'manyToMany','target':'Person','inverse':'projects'},{'name':'rush','label':'Rush','type':'checkbox'},""" + string.Join(',',
            Rollup("taskCount", "integer", "tasks", "count"),
            Rollup("openSum", "currency", "tasks", "sum", "amount", "!record.done"),
            Rollup("mean", "currency", "tasks", "avg", "amount"),
            Rollup("hoursSum", "duration", "tasks", "sum", "hours"),
            Rollup("hoursMean", "duration", "tasks", "avg", "hours", "record.kind == 'build'"),
            Rollup("least", "currency", "tasks", "min", "amount"),
            Rollup("latest", "date", "tasks", "max", "day", "record.done"),
            Rollup("firstName", "text", "tasks", "first", "name"),
            Rollup("lastNet", "currency", "tasks", "last", "net", orderBy: "day", settings: "'scale':4"),
            Rollup("netSum", "currency", "tasks", "sum", "net", settings: "'scale':4,'precision':22"),
            Rollup("weighted", "decimal", "tasks", "sum", "weighted", settings: "'scale':6,'precision':26"),
            Rollup("rushed", "integer", "tasks", "count", filter: "record.project.rush && record.amount != null"),
            Rollup("partsTotal", "currency", "tasks", "sum", "partTotal"),
            Rollup("best", "currency", "tasks", "max", "partTotal"),
            Rollup("noteCount", "integer", "notes", "count"),
            Rollup("rateSum", "currency", "people", "sum", "rate", "coalesce(record.region.factor, 1.0) != 0.5"))),
        Object("Chore", """
            {'name':'project','label':'Project','type':'lookup','target':'Project','inverse':'tasks'},
            {'name':'region','label':'Region','type':'lookup','target':'Region'},
            {'name':'amount','label':'Amount','type':'currency'},
            {'name':'hours','label':'Hours','type':'duration'},
            {'name':'day','label':'Day','type':'date'},
            {'name':'done','label':'Done','type':'checkbox'},
            {'name':'code','label':'Code','type':'text','unique':true},
            {'name':'kind','label':'Kind','type':'picklist','values':[{'value':'build','label':'Build'},{'value':'test','label':'Test'}]},
            {'name':'net','label':'Net','type':'currency','scale':4,'formula':'record.amount * 0.8125'},
            {'name':'weighted','label':'Weighted','type':'decimal','scale':6,'formula':'record.net * coalesce(record.region.factor, 1.0)'},
            """ + Rollup("partTotal", "currency", "parts", "sum", "price", "coalesce(record.kind, '') != 'spare'")),
        Object("Part", """
            {'name':'task','label':'Chore','type':'masterDetail','target':'Chore','inverse':'parts'},
            {'name':'price','label':'Price','type':'currency'},
            {'name':'kind','label':'Kind','type':'text'}
            """),
        Object("Note", """{'name':'about','label':'About','type':'polymorphicLookup','targets':['Project','Person'],'inverse':'notes'}"""),
        Object("Meter", Rollup("total", "integer", "readings", "sum", "value") + "," + Rollup("count", "integer", "readings", "count") + ",{'name':'memo','label':'Memo','type':'text'}"),
        Object("Reading", """{'name':'meter','label':'Meter','type':'lookup','target':'Meter','inverse':'readings'},{'name':'value','label':'Value','type':'integer'}"""),
        Object("Budget", """
            {'name':'limit','label':'Limit','type':'currency'},{'name':'closed','label':'Closed','type':'checkbox'},{'name':'left','label':'Left','type':'currency','formula':'record.limit - record.spent'},
            """ + Rollup("spent", "currency", "costs", "sum", "amount") + "," + Rollup("spentHere", "currency", "costs", "sum", "amount", "record.currency == record.budget.currency"), """
            'rules':[{'name':'overspent','invalidWhen':'record.left < 0.0','message':{'en':'The budget is spent.','zh-CN':'预算已用完。'},'fields':['limit']},
                     {'name':'closed','invalidWhen':'record.closed && isChanged(record.spent)','message':'The budget is closed.'}]
            """),
        Object("Cost", """{'name':'budget','label':'Budget','type':'lookup','target':'Budget','inverse':'costs'},{'name':'amount','label':'Amount','type':'currency'}"""),
    ];

    private static string Rollup(
        string name, string type, string relation, string function, string? field = null, string? filter = null, string? orderBy = null, string? settings = null) =>
        $"{{'name':'{name}','label':'{name}','type':'{type}'{(settings is null ? "" : "," + settings)},'rollup':{{'relation':'{relation}','function':'{function}'"
        + (field is null ? "" : $",'field':'{field}'") + (filter is null ? "" : $",'filter':'{filter.Replace("'", "\\'", StringComparison.Ordinal)}'")
        + (orderBy is null ? "" : $",'orderBy':'{orderBy}'") + "}}";

    private static string Object(string name, string fields, string? more = null) =>
        ($"{{'kind':'object','name':'{name}','label':'{name}','pluralLabel':'{name} records','nameField':'name','fields':[{{'name':'name','label':'Name','type':'text'}},{fields}]{(more is null ? "" : "," + more)}}}")
        .Replace("\\'", "`", StringComparison.Ordinal).Replace('\'', '"').Replace('`', '\'');
}
