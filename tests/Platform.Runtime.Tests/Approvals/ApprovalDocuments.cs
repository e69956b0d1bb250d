namespace Platform.Runtime.Tests.Approvals;

/// <summary>The documents of the tests of approvals, as JSON with single quotes.</summary>
internal static class ApprovalDocuments
{
    public static IReadOnlyList<string> All { get; } =
    [
        Object("Deal", """
            {'name':'name','label':'Name','type':'text','required':true},
            {'name':'amount','label':'Amount','type':'currency'},
            {'name':'note','label':'Note','type':'text'},
            {'name':'approval','label':'Approval','type':'text'},
            {'name':'code','label':'Code','type':'text','unique':true},
            {'name':'reviewer','label':'Reviewer','type':'lookup','target':'User'},
            {'name':'total','label':'Total','type':'decimal','precision':12,'scale':2,'max':1000000}
            """),
        Object("DealLine", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'deal','label':'Deal','type':'masterDetail','target':'Deal','inverse':'lines','required':true}
            """),
        Object("Trip", """
            {'name':'name','label':'Name','type':'text'},
            {'name':'days','label':'Days','type':'integer'},
            {'name':'note','label':'Note','type':'text'}
            """),
        Role("seller", "own"), Role("boss", "all"), Role("finance", "all"), Role("auditor", "all"),
        """
        {'kind':'approvalFlow','name':'big','label':{'en':'Big deals','zh-CN':'大额'},'object':'Deal','priority':10,'when':'record.amount >= 100000.0','exemptRoles':['auditor'],
         'steps':[
          {'name':'manager','label':'Manager','approvers':[{'by':'manager'}],'watchedFields':['amount','lines'],'editableFields':['note']},
          {'name':'both','label':'Side by side','branches':[
            {'name':'money','label':'Money','steps':[{'name':'finance','label':'Finance','rule':'all','approvers':[{'by':'role','role':'finance'}]}]},
            {'name':'check','label':'Check','when':'record.reviewer.active','steps':[{'name':'reviewer','label':'Reviewer','approvers':[{'by':'field','value':'record.reviewer'}]}]}]}],
         'onSubmit':[{'field':'approval','value':"'pending'"}],
         'onApprove':[{'field':'approval','value':"'approved'"},{'field':'total','value':'record.amount * 1.1'}],
         'onReject':[{'field':'approval','value':"'rejected'"}],
         'onRecall':[{'field':'approval','value':"''"}]}
        """,
        """
        {'kind':'approvalFlow','name':'small','label':'Small deals','object':'Deal','priority':20,'recall':'always',
         'steps':[{'name':'chosen','label':'Chosen','approvers':[{'by':'submitterChoice'}],'fallback':[{'by':'role','role':'boss'}]}]}
        """,
        """
        {'kind':'approvalFlow','name':'trip','label':'Trips','object':'Trip','manual':false,'onCreate':true,'onEdit':true,'editedFields':['days'],'when':'record.days > 3',
         'steps':[{'name':'line','label':'Line','rule':'inOrder','approvers':[{'by':'managers','level':2}]}]}
        """,
        """
        {'kind':'approvalFlow','name':'slow','label':'Slow','object':'Deal','priority':5,'when':'record.amount == 7.0','calendar':'shanghai',
         'steps':[{'name':'slow','label':'Slow','approvers':[{'by':'manager'}],'timeLimits':[
           {'after':120,'do':'remind','every':120,'times':3},
           {'after':450,'do':'escalate','to':[{'by':'manager'}]},
           {'after':900,'do':'reject'}]}]}
        """,
        """
        {'kind':'approvalFlow','name':'silent','label':'Silent','object':'Trip','priority':1,'manual':false,'onCreate':true,'when':'record.days == 20','calendar':'shanghai',
         'steps':[{'name':'silent','label':'Silent','rule':'all','approvers':[{'by':'manager'}],'timeLimits':[{'after':30,'do':'approve'}]}],
         'onApprove':[{'field':'note','value':"'agreed'"}]}
        """,
        """
        {'kind':'approvalFlow','name':'acting','label':'Acting','object':'Deal','priority':4,'when':'record.amount == 9.0','recall':'always',
         'steps':[{'name':'only','label':'Only','approvers':[{'by':'manager'}],'timeLimits':[{'after':60,'do':'reject'}]}],
         'onApprove':[{'field':'approval','value':"'agreed'"}],
         'submitActions':[{'do':'createTask','task':{'subject':'Submitted {record.name}'}}],
         'approveActions':[
           {'do':'createTask','when':'size(record.name) < 5','task':{'subject':'Approved {record.name} by {record.approval}','assignee':{'by':'field','value':'record.reviewer'}}},
           {'do':'notify','to':[{'by':'role','role':'finance'}],'text':{'en':'Agreed','zh-CN':'已同意'}}],
         'rejectActions':[{'do':'createTask','task':{'subject':'Rejected {record.name}'}}],
         'returnActions':[{'do':'createTask','task':{'subject':'Returned {record.name}'}}],
         'recallActions':[{'do':'createTask','task':{'subject':'Recalled {record.name}'}}],
         'timeoutActions':[{'do':'createTask','task':{'subject':'Timed out {record.name}'}}]}
        """,
        """
        {'kind':'approvalFlow','name':'endless','label':'Endless','object':'Deal','priority':3,'when':'record.amount == 11.0','selfApproval':'pass',
         'steps':[{'name':'self','label':'Self','approvers':[{'by':'field','value':'record.owner'}]}],
         'approveActions':[{'do':'startApproval','flow':'endless'}]}
        """,
        """
        {'kind':'approvalFlow','name':'outer','label':'Outer','object':'Deal','priority':2,'when':'record.amount == 13.0','askOnce':false,
         'steps':[
          {'name':'first','label':'First','approvers':[{'by':'manager'}]},
          {'name':'legal','label':'Legal','flow':'inner'},
          {'name':'never','label':'Never','flow':'rare'},
          {'name':'wide','label':'Wide','branches':[
            {'name':'left','label':'Left','steps':[
              {'name':'deep','label':'Deep','branches':[
                {'name':'x','label':'X','steps':[{'name':'fin','label':'Fin','rule':'all','approvers':[{'by':'role','role':'finance'}]}]},
                {'name':'y','label':'Y','steps':[{'name':'aud','label':'Aud','approvers':[{'by':'role','role':'auditor'}]}]}]},
              {'name':'boss','label':'Boss','approvers':[{'by':'role','role':'boss'}]}]},
            {'name':'right','label':'Right','steps':[{'name':'rev','label':'Rev','approvers':[{'by':'field','value':'record.reviewer'}]}]}]}],
         'onReject':[{'field':'approval','value':"'rejected'"}]}
        """,
        """
        {'kind':'approvalFlow','name':'inner','label':{'en':'Inner','zh-CN':'内部'},'object':'Deal','manual':false,'when':'record.amount < 100.0',
         'steps':[{'name':'counsel','label':'Counsel','approvers':[{'by':'role','role':'auditor'}]}]}
        """,
        """
        {'kind':'approvalFlow','name':'rare','label':'Rare','object':'Deal','manual':false,'when':'record.amount > 100.0',
         'steps':[{'name':'somebody','label':'Somebody','approvers':[{'by':'role','role':'auditor'}]}]}
        """,
        """
        {'kind':'approvalFlow','name':'gone','label':'Gone','object':'Trip','priority':7,'manual':false,'onVoid':true,'when':'record.days == 2',
         'steps':[{'name':'agree','label':'Agree','approvers':[{'by':'manager'}]}],
         'onSubmit':[{'field':'note','value':"'to be deleted'"}],'onReject':[{'field':'note','value':"'kept'"}],
         'approveActions':[{'do':'createTask','task':{'subject':'Tell the archive about {record.name}'}}]}
        """,
        """
        {'kind':'approvalFlow','name':'long','label':'Long','object':'Trip','priority':8,'manual':false,'onEdit':true,'editedFields':['note'],'when':'record.note == \"by sea\" ',
         'steps':[{'name':'agree','label':'Agree','approvers':[{'by':'manager'}]}]}
        """,
        """
        {'kind':'approvalFlow','name':'everyone','label':'Everyone','object':'Deal','priority':6,'when':'record.amount == 15.0','askOnce':false,
         'steps':[
          {'name':'team','label':'Team','approvers':[{'by':'team','team':'Legal'}]},
          {'name':'head','label':'Head','approvers':[{'by':'departmentHead','level':2}]},
          {'name':'second','label':'Second','approvers':[{'by':'manager','level':2}]},
          {'name':'related','label':'Related','approvers':[{'by':'field','value':'record.reviewer.manager'}]},
          {'name':'named','label':'Named','approvers':[{'by':'user','email':'aud@example.com'}]},
          {'name':'chosen','label':'Chosen','approvers':[{'by':'previousChoice'}]}]}
        """,
        """
        {'kind':'approvalFlow','name':'leave','label':'Leave','object':'Trip','priority':9,
         'steps':[{'name':'agree','label':'Agree','approvers':[{'by':'manager'}]}]}
        """,
        """
        {'kind':'businessCalendar','name':'shanghai','label':'Shanghai','timeZone':'Asia/Shanghai',
         'weekly':[{'days':['monday','tuesday','wednesday','thursday','friday'],'shifts':[{'from':'09:00','to':'12:00'},{'from':'13:30','to':'18:00'}]}]}
        """,
    ];

    public static string Object(string name, string fields, string more = "") =>
        $"{{'kind':'object','name':'{name}','label':'{name}','pluralLabel':'{name} records','nameField':'name','fields':[{fields}]{more}}}";

    public static string Role(string name, string scope) =>
        $"{{'kind':'role','name':'{name}','label':'{name}','objects':[{{'object':'*','create':true,'read':'{scope}','edit':'{scope}','delete':'{scope}'}}]}}";

    /// <summary>The text as JSON; double quotes within are expressions' own.</summary>
    public static string Json(string text) => text.Replace("\"'", "\\Q", StringComparison.Ordinal).Replace("'\"", "\\E", StringComparison.Ordinal)
        .Replace('\'', '"').Replace("\\Q", "\"'", StringComparison.Ordinal).Replace("\\E", "'\"", StringComparison.Ordinal);
}
