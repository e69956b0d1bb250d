using Platform.Metadata.Dependencies;
using Xunit;

namespace Platform.Metadata.Tests.Dependencies;

public sealed class DependencyGraphTests
{
    private static readonly DependencyGraph Graph = Json.Compile(
        Json.Object("Account", "{'name':'phone','label':'Phone','type':'phone'},{'name':'stage','label':'Stage','type':'picklist','values':[{'value':'won','label':'Won'}]},"
            + "{'name':'level','label':'Level','type':'picklist','picklist':'Level'}",
            "'searchFields':['phone'],'indexes':[{'fields':['phone','stage']}]"),
        Json.Object("Contact", "{'name':'account','label':'Account','type':'lookup','target':'Account','inverse':'contacts'},"
            + "{'name':'about','label':'About','type':'polymorphicLookup','targets':['Account']}"),
        "{'kind':'picklist','name':'Level','values':[{'value':'a','label':'A'}]}",
        "{'kind':'view','name':'all','label':'All','object':'Account','columns':['name','phone'],'sort':['-phone'],'filter':{'phone':{'eq':'1'},'stage':{'in':['won']},"
            + "'level':{'eq':'a'},'contacts':{'some':{'account':{'isNull':false}}}}}",
        "{'kind':'view','name':'people','label':'People','object':'Contact','columns':['name','account.phone']}",
        "{'kind':'layout','name':'main','object':'Account','highlights':['phone'],'sections':[{'label':'A','fields':['phone']}],"
            + "'relatedLists':[{'relation':'contacts','columns':['name','account']}]}",
        "{'kind':'navigation','name':'nav','label':'Nav','groups':[{'items':[{'object':'Account','view':'all'}]}]}",
        "{'kind':'role','name':'seller','label':'Seller','objects':[{'object':'Account','read':'all','fields':[{'field':'phone','read':true}]}]}",
        "{'kind':'fieldExtension','name':'more','object':'Account','fields':[{'name':'extra','label':'X','type':'picklist','picklist':'Level'}]}").Dependencies;

    [Fact]
    public void Every_use_of_a_field_is_known_with_its_place() => Assert.Equal(
        [
            "layout main /highlights/0", "layout main /sections/0/fields/0", "object Account /indexes/0/fields/0", "object Account /searchFields/0",
            "role seller /objects/0/fields/0/field", "view all /columns/1", "view all /filter/phone", "view all /sort/0", "view people /columns/1",
        ],
        Uses(Element.Field("Account", "phone")));

    [Fact]
    public void Every_use_of_an_object_is_known_with_its_place() => Assert.Equal(
        [
            "fieldExtension more /object", "layout main /object", "navigation nav /groups/0/items/0/object", "object Contact /fields/1/target",
            "object Contact /fields/2/targets/0", "role seller /objects/0/object", "view all /object",
        ],
        Uses(Element.Object("Account")));

    [Fact]
    public void Picklists_choices_relations_and_views_have_uses_too()
    {
        Assert.Equal(["fieldExtension more /fields/0/picklist", "object Account /fields/3/picklist"], Uses(Element.Picklist("Level")));
        Assert.Equal(["view all /filter/stage/in/0"], Uses(Element.Choice("Account.stage", "won")));
        Assert.Equal(["view all /filter/level/eq"], Uses(Element.Choice("Level", "a")));
        Assert.Equal(["layout main /relatedLists/0/relation", "view all /filter/contacts"], Uses(Element.Relation("Account", "contacts")));
        Assert.Equal(["navigation nav /groups/0/items/0/view"], Uses(Element.View("all")));
    }

    [Fact]
    public void Conditions_rules_and_record_types_use_the_fields_that_they_name()
    {
        DependencyGraph graph = Json.Compile(
            Json.Object(
                "Deal",
                "{'name':'amount','label':'Amount','type':'decimal','requiredWhen':'record.parent.amount > 1'},{'name':'kind','label':'Kind','type':'picklist','values':[{'value':'a','label':'A'}]},"
                    + "{'name':'parent','label':'Parent','type':'lookup','target':'Deal','choosable':'target.amount > 1'},"
                    + "{'name':'next','label':'Next','type':'picklist','values':[{'value':'b','label':'B'}],'dependsOn':{'field':'kind','values':{'a':['b']}}}",
                "'rules':[{'name':'r','invalidWhen':'record.amount < 0','message':'No.','fields':['amount']}],"
                    + "'recordTypes':[{'name':'t','label':'T','picklists':{'kind':['a']},'defaults':{'amount':1}}]")).Dependencies;
        Assert.Equal(
            ["/fields/1/requiredWhen", "/fields/3/choosable", "/recordTypes/0/defaults/amount", "/rules/0/fields/0", "/rules/0/invalidWhen"],
            graph.UsesOf(Element.Field("Deal", "amount")).Select(u => u.Pointer));
        Assert.Equal(["/fields/4/dependsOn/values/a", "/recordTypes/0/picklists/kind/0"], graph.UsesOf(Element.Choice("Deal.kind", "a")).Select(u => u.Pointer));
        Assert.Equal(["/fields/4/dependsOn/values/a/0"], graph.UsesOf(Element.Choice("Deal.next", "b")).Select(u => u.Pointer));
    }

    [Fact]
    public void Translations_are_uses_of_what_they_name()
    {
        DependencyGraph graph = Json.Compile(
            Json.Object("Account", "{'name':'kind','label':'Kind','type':'picklist','values':[{'value':'a.b','label':'A'}]}"),
            "{'kind':'picklist','name':'Level','values':[{'value':'a','label':'A'}]}",
            "{'kind':'translation','name':'zh','language':'zh-CN','entries':{'object.Account.label':'1','field.Account.kind.label':'2','choice.Account.kind.a.b':'3',"
                + "'picklist.Level.a':'4'}}").Dependencies;
        Assert.Equal("/entries/object.Account.label", Assert.Single(graph.UsesOf(Element.Object("Account"))).Pointer);
        Assert.Equal("/entries/field.Account.kind.label", Assert.Single(graph.UsesOf(Element.Field("Account", "kind"))).Pointer);
        Assert.Equal("/entries/choice.Account.kind.a.b", Assert.Single(graph.UsesOf(Element.Choice("Account.kind", "a.b"))).Pointer);
        Assert.Equal("/entries/picklist.Level.a", Assert.Single(graph.UsesOf(Element.Choice("Level", "a"))).Pointer);
    }

    [Fact]
    public void What_nobody_uses_has_no_uses() => Assert.Empty(Uses(Element.Field("Account", "extra")));

    [Fact]
    public void Uses_of_an_object_with_all_its_members_leave_out_its_own_document()
    {
        IReadOnlyList<Use> uses = Graph.UsesOfObject("Account");
        Assert.Contains(uses, u => u is { Kind: "view", Name: "people" });
        Assert.DoesNotContain(uses, u => u is { Kind: "object", Name: "Account" });
    }

    private static IEnumerable<string> Uses(Element element) => Graph.UsesOf(element).Select(u => $"{u.Kind} {u.Name} {u.Pointer}");
}
