using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Workspace;
using Xunit;

namespace Platform.Metadata.Tests.Workspace;

public sealed class WorkspaceBuilderTests
{
    private static readonly ObjectPermissions Full = new(
        true, RowPredicate.Everything, RowPredicate.Everything, RowPredicate.Nothing, FrozenSet<string>.Empty, FrozenSet<string>.Empty);

    private static readonly ObjectPermissions WithoutSecret = Full with
    {
        HiddenFields = new[] { "secret" }.ToFrozenSet(),
        ReadOnlyFields = new[] { "secret", "code" }.ToFrozenSet(),
    };

    [Fact]
    public void Objects_that_the_user_may_not_read_are_absent_everywhere()
    {
        WorkspaceDescription workspace = Build(new() { ["Account"] = Full });

        WorkspaceObject account = Assert.Single(workspace.Objects);
        Assert.Equal("Account", account.Name);
        Assert.Empty(account.Relations);
        Assert.Equal(["Account"], workspace.Navigations.SelectMany(n => n.Groups).SelectMany(g => g.Items).Select(i => i.Object));
    }

    [Fact]
    public void Fields_that_the_user_may_not_read_are_absent_from_fields_layout_and_views()
    {
        WorkspaceObject account = Build(new() { ["Account"] = WithoutSecret }).Objects[0];

        Assert.DoesNotContain(account.Fields, f => f.Name == "secret");
        Assert.All(account.Layout.Sections, s => Assert.DoesNotContain("secret", s.Fields));
        Assert.All(account.Views, v => Assert.DoesNotContain("secret", v.Columns));
        Assert.True(account.Fields.Single(f => f.Name == "code").ReadOnly);
        Assert.False(account.Fields.Single(f => f.Name == "name").ReadOnly);
    }

    [Fact]
    public void References_to_objects_that_the_user_may_not_read_are_absent() =>
        Assert.DoesNotContain(Build(new() { ["Contact"] = Full }).Objects[0].Fields, f => f.Name == "account");

    [Fact]
    public void Rights_on_rows_become_booleans()
    {
        WorkspaceObject account = Build(new() { ["Account"] = Full }).Objects[0];
        Assert.Equal((true, true, false), (account.CanCreate, account.CanEdit, account.CanDelete));
    }

    [Fact]
    public void Expressions_travel_as_trees_with_what_they_read_unless_the_user_may_not_read_it()
    {
        TenantModel model = Json.Compile(
            Json.Object(
                "Deal",
                "{'name':'amount','label':'Amount','type':'decimal','requiredWhen':'record.parent.amount > 1','visibleWhen':'record.secret == null'},{'name':'secret','label':'S','type':'text'},"
                    + "{'name':'parent','label':'Parent','type':'lookup','target':'Deal','inverse':'parts'},{'name':'double','label':'D','type':'decimal','formula':'record.amount * 2'}",
                "'rules':[{'name':'r','invalidWhen':'record.parts.exists(p, p.amount < 0)','message':{'en':'No.','zh-CN':'不可以。'},'fields':['amount','secret']},"
                    + "{'name':'hidden','invalidWhen':'record.secret == null','message':'No.'},{'name':'off','invalidWhen':'true','message':'No.','active':false}],"
                    + "'recordTypes':[{'name':'t','label':{'en':'T','zh-CN':'类'},'layout':'other'},{'name':'u','label':'U'}]"),
            "{'kind':'layout','name':'main','object':'Deal','sections':[{'label':'Main','fields':['name']}]}",
            "{'kind':'layout','name':'other','object':'Deal','sections':[{'label':'Other','fields':['amount','secret']}]}").Model!;
        WorkspaceContext context = new(new WorkspaceUser("u1", "Lin Lan", "lin@example.com", []), new WorkspaceTenant("default", "Example", "CNY", "Asia/Shanghai"), "zh-CN");
        WorkspaceObject deal = WorkspaceBuilder.Build(model, new PermissionSet("test", [], new Dictionary<string, ObjectPermissions> { ["Deal"] = WithoutSecret }), context).Objects[0];

        WorkspaceField amount = deal.Fields.Single(f => f.Name == "amount");
        Assert.Equal(["record.parent.amount", "record.parent"], amount.RequiredWhen!.Paths.OrderDescending());
        Assert.StartsWith("[\"f\",\"greater\"", amount.RequiredWhen.Tree.Text, StringComparison.Ordinal);
        Assert.Null(amount.VisibleWhen);
        Assert.NotNull(deal.Fields.Single(f => f.Name == "double").Formula);
        WorkspaceRule rule = Assert.Single(deal.Rules);
        Assert.Equal(("r", "不可以。"), (rule.Name, rule.Message));
        Assert.Equal(["amount"], rule.Fields);
        Assert.Contains("record.parts[].amount", rule.InvalidWhen.Paths);
        Assert.Equal(("Main", "Other"), (deal.Layout.Sections[0].Label, deal.RecordTypes[0].Layout!.Sections[0].Label));
        Assert.Null(deal.RecordTypes[1].Layout);
        Assert.Equal(["amount"], deal.RecordTypes[0].Layout!.Sections[0].Fields);
        Assert.Equal(("类", true, true), (deal.RecordTypes[0].Label, deal.RecordTypes[0].Default, deal.RecordTypes[0].Active));
        Assert.Equal(["t", "u"], deal.Fields.Single(f => f.Name == "recordType").Choices!.Value.Select(c => c.Value));
    }

    [Fact]
    public void A_limited_reference_names_the_fields_on_which_it_depends_through_formulas_and_defaults_and_of_those_that_the_user_may_read()
    {
        TenantModel model = Json.Compile(Json.Object(
            "Deal",
            "{'name':'amount','label':'Amount','type':'decimal'},{'name':'secret','label':'S','type':'text'},{'name':'rate','label':'R','type':'decimal','defaultFormula':'record.amount / 100'},"
                + "{'name':'to','label':'To','type':'address'},{'name':'friends','label':'F','type':'manyToMany','target':'Deal'},{'name':'double','label':'D','type':'decimal','formula':'record.rate * 2'},"
                + "{'name':'parent','label':'Parent','type':'lookup','target':'Deal','choosable':'target.secret == record.secret && target.double > record.double && target in record.friends && record.to.city != null'}")).Model!;
        WorkspaceContext context = new(new WorkspaceUser("u1", "Lin Lan", "lin@example.com", []), new WorkspaceTenant("default", "Example", "CNY", "Asia/Shanghai"), "zh-CN");
        WorkspaceObject deal = WorkspaceBuilder.Build(model, new PermissionSet("test", [], new Dictionary<string, ObjectPermissions> { ["Deal"] = WithoutSecret }), context).Objects[0];

        WorkspaceChoosable limit = Assert.Single(deal.Fields.Single(f => f.Name == "parent").Choosable!.Value);
        Assert.Equal("Deal", limit.Target);
        Assert.Equal(["amount", "friends", "rate", "to"], limit.Facts.Order());
        Assert.Null(deal.Fields.Single(f => f.Name == "amount").Choosable);
    }

    [Fact]
    public void Texts_are_in_the_language_asked_for()
    {
        WorkspaceObject account = Build(new() { ["Account"] = Full }, "zh-CN").Objects[0];
        Assert.Equal(("客户", "名称"), (account.Label, account.Fields.Single(f => f.Name == "name").Label));
        Assert.Equal("零售", account.Fields.Single(f => f.Name == "industry").Choices!.Value[0].Label);
    }

    [Fact]
    public void Views_step_over_a_lookup_only_to_what_the_user_may_read()
    {
        ViewDocument view = new() { Name = "mine", Id = "mine", Object = "Contact", Columns = ["name", "account.name", "account.secret"] };

        EquatableArray<string> columns = Build(new() { ["Account"] = WithoutSecret, ["Contact"] = Full }, views: [view])
            .Objects.Single(o => o.Name == "Contact").Views[0].Columns;

        Assert.Equal(["name", "account.name"], columns);
    }

    [Fact]
    public void The_default_view_comes_first()
    {
        ViewDocument first = new() { Name = "a", Id = "a", Object = "Account", Columns = ["name"] };
        ViewDocument chosen = new() { Name = "b", Id = "b", Object = "Account", Columns = ["name"], Default = true };
        Assert.Equal(["b", "a"], Build(new() { ["Account"] = Full }, views: [first, chosen]).Objects[0].Views.Select(v => v.Name));
    }

    [Fact]
    public void An_object_without_documents_gets_a_layout_and_a_view_of_its_fields()
    {
        WorkspaceObject account = Build(new() { ["Account"] = Full, ["Contact"] = Full }).Objects[0];

        Assert.Equal(["name", "code", "industry", "secret"], account.Layout.Sections[0].Fields);
        Assert.Equal("contacts", Assert.Single(account.Layout.RelatedLists).Relation);
        Assert.Equal(["name", "code", "industry", "secret", "updatedAt"], Assert.Single(account.Views).Columns);
    }

    [Fact]
    public void The_tenants_own_objects_stand_in_the_menu_as_soon_as_they_exist()
    {
        NavigationDocument menu = new()
        {
            Name = "sales",
            Id = "sales",
            Label = LocalizedText.Of("Sales"),
            Groups = [new NavigationGroup(null, [new NavigationItem("Account")])],
        };

        WorkspaceNavigation sales = Assert.Single(Build(new() { ["Account"] = Full, ["Contact"] = Full }, navigations: [menu]).Navigations);

        Assert.Equal(["Account", "Contact"], sales.Groups.SelectMany(g => g.Items).Select(i => i.Object));
    }

    [Fact]
    public void Json_leaves_out_null_and_false()
    {
        byte[] json = WorkspaceJson.Serialize(Build(new() { ["Account"] = Full }));

        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement account = document.RootElement.GetProperty("objects")[0];
        Assert.False(account.TryGetProperty("description", out _));
        Assert.False(account.TryGetProperty("canDelete", out _));
        Assert.True(account.GetProperty("canCreate").GetBoolean());
        Assert.Equal("user", account.GetProperty("ownership").GetString());
    }

    [Fact]
    public void Json_keeps_a_default_as_the_value_it_is()
    {
        string json = Encoding.UTF8.GetString(WorkspaceJson.Serialize(Build(new() { ["Account"] = Full })));
        Assert.Contains("\"default\":{\"a\":[1,null]}", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("de-DE", "en")]
    [InlineData("zh", "zh-CN")]
    [InlineData("zh-hans", "zh-CN")]
    [InlineData("EN-us", "en")]
    [InlineData("-", "en")]
    public void The_language_falls_back_to_the_nearest(string? requested, string expected) =>
        Assert.Equal(expected, WorkspaceLocales.Choose(requested));

    private static WorkspaceDescription Build(
        Dictionary<string, ObjectPermissions> permissions,
        string locale = "en",
        EquatableArray<ViewDocument> views = default,
        EquatableArray<NavigationDocument> navigations = default)
    {
        TenantModel model = new(7, [Account(), Contact()], [], [], views, navigations, [], [], [], []);
        WorkspaceContext context = new(
            new WorkspaceUser("u1", "Lin Lan", "lin@example.com", []), new WorkspaceTenant("default", "Example", "CNY", "Asia/Shanghai"), locale);
        return WorkspaceBuilder.Build(model, new PermissionSet("test", [SystemRight.Customize], permissions), context);
    }

    private static ObjectModel Account() => Object("Account", "客户", [
        Field("name", new TextType(), "名称"),
        Field("code", new TextType()) with { Default = new JsonText("{\"a\":[1,null]}") },
        Field("industry", new PicklistType(new PicklistSource([new PicklistValue("retail", Text("Retail", "零售"))]))),
        Field("secret", new TextType()),
    ]) with
    {
        Relations = [new RelationModel("contacts", LocalizedText.Of("Contacts"), "Contact", "account", RelationKind.Lookup)],
    };

    private static ObjectModel Contact() => Object("Contact", "联系人", [
        Field("name", new TextType()), Field("account", new LookupType("Account", "contacts")),
    ]);

    private static ObjectModel Object(string name, string chinese, EquatableArray<FieldModel> fields) => new()
    {
        Id = name,
        Name = name,
        Singular = name.ToLowerInvariant(),
        Plural = name.ToLowerInvariant() + "s",
        Table = name.ToLowerInvariant(),
        Label = Text(name, chinese),
        PluralLabel = Text(name + "s", chinese),
        Ownership = Ownership.User,
        NameField = "name",
        Fields = fields.Add(Field("updatedAt", new DateTimeType()) with { IsSystem = true, IsReadOnly = true }),
    };

    private static FieldModel Field(string name, FieldType type, string? chinese = null) => new()
    {
        Id = name,
        Name = name,
        Label = Text(name, chinese ?? name),
        Type = type,
        Columns = [],
    };

    private static LocalizedText Text(string english, string chinese) =>
        new([new LocalizedEntry("en", english), new LocalizedEntry("zh-CN", chinese)]);
}
