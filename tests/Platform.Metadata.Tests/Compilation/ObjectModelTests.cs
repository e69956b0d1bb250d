using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Xunit;

namespace Platform.Metadata.Tests.Compilation;

public sealed class ObjectModelTests
{
    private const string AllTypes = """
        {'name':'code','label':'F','type':'text','unique':true},{'name':'story','label':'F','type':'longText'},{'name':'page','label':'F','type':'richText'},
        {'name':'count','label':'F','type':'integer'},{'name':'weight','label':'F','type':'decimal','precision':12,'scale':3},
        {'name':'amount','label':'F','type':'currency'},{'name':'share','label':'F','type':'percent'},{'name':'won','label':'F','type':'checkbox'},
        {'name':'day','label':'F','type':'date','indexed':true},{'name':'at','label':'F','type':'dateTime'},{'name':'clock','label':'F','type':'time'},
        {'name':'length','label':'F','type':'duration'},{'name':'stage','label':'F','type':'picklist','picklist':'Stage'},
        {'name':'kinds','label':'F','type':'multiPicklist','values':[{'value':'a','label':'A'}]},{'name':'mail','label':'F','type':'email'},
        {'name':'tel','label':'F','type':'phone'},{'name':'site','label':'F','type':'url'},{'name':'billing','label':'F','type':'address'},
        {'name':'place','label':'F','type':'geolocation'},{'name':'number','label':'F','type':'autoNumber'},
        {'name':'parent','label':'F','type':'lookup','target':'Deal','inverse':'children'},
        {'name':'about','label':'F','type':'polymorphicLookup','targets':['Deal','User'],'inverse':'talks'},
        {'name':'master','label':'F','type':'masterDetail','target':'Account','inverse':'deals','inverseLabel':'All deals'},
        {'name':'users','label':'F','type':'manyToMany','target':'User'},{'name':'contract','label':'F','type':'file'},
        {'name':'photo','label':'F','type':'image'},{'name':'labels','label':'F','type':'tags'},{'name':'raw','label':'F','type':'json'},
        {'name':'secret','label':'F','type':'encryptedText'}
        """;

    private static readonly TenantModel Model = Json.Model(
        Json.Object("Account", more: "'ownership':'organization'"),
        Json.Object("Deal", AllTypes, "'id':'Opportunity','searchFields':['name','mail'],'indexes':[{'fields':['stage','day'],'unique':true}]"),
        "{'kind':'picklist','name':'Stage','values':[{'value':'new','label':'New'}]}");

    private static readonly ObjectModel Deal = Model.Object("Deal");

    [Fact]
    public void Every_field_type_is_covered_here() =>
        Assert.Equal(FieldTypeNames.All.Select(t => t.Name).Order(), Deal.Fields.Where(f => !f.IsSystem).Select(f => f.Type.Name).Distinct().Order());

    [Fact]
    public void System_fields_come_first_and_currency_only_with_amounts()
    {
        Assert.Equal([.. SystemFields.All, SystemFields.Currency, "name"], Deal.Fields.Take(10).Select(f => f.Name));
        Assert.False(Model.Object("Account").TryGetField(SystemFields.Currency, out _));
    }

    [Theory]
    [InlineData("id", "id uuid not null")]
    [InlineData("version", "version integer not null")]
    [InlineData("createdAt", "created_at timestamptz not null")]
    [InlineData("owner", "owner_id uuid")]
    [InlineData("code", "code text")]
    [InlineData("page", "page text")]
    [InlineData("count", "count integer")]
    [InlineData("weight", "weight numeric(12,3)")]
    [InlineData("amount", "amount numeric(18,2)")]
    [InlineData("share", "share numeric(14,4)")]
    [InlineData("won", "won boolean not null")]
    [InlineData("day", "day date")]
    [InlineData("at", "at timestamptz")]
    [InlineData("clock", "clock time(0)")]
    [InlineData("length", "length bigint")]
    [InlineData("stage", "stage text")]
    [InlineData("kinds", "kinds text[]")]
    [InlineData("billing", "billing_street text, billing_city text, billing_state text, billing_postal_code text, billing_country text")]
    [InlineData("place", "place_latitude numeric(9,6), place_longitude numeric(9,6)")]
    [InlineData("parent", "parent_id uuid")]
    [InlineData("about", "about_type text, about_id uuid")]
    [InlineData("master", "master_id uuid not null")]
    [InlineData("users", "")]
    [InlineData("contract", "contract_id uuid")]
    [InlineData("labels", "labels text[]")]
    [InlineData("raw", "raw jsonb")]
    [InlineData("secret", "secret bytea")]
    public void Columns_follow_the_type(string field, string columns) =>
        Assert.Equal(columns, string.Join(", ", Deal.Field(field).Columns.Select(c => $"{c.Name} {c.Type}{(c.NotNull ? " not null" : string.Empty)}")));

    [Fact]
    public void Tables_are_named_by_id_and_the_api_by_name()
    {
        Assert.Equal(("opportunity", "deal", "deals"), (Deal.Table, Deal.Singular, Deal.Plural));
        Assert.Equal("opportunity__users", Deal.Field("users").LinkTable);
        Assert.Equal("accounts", Model.Object("Account").Plural);
    }

    [Fact]
    public void Indexes_cover_references_uniqueness_search_arrays_and_what_is_listed()
    {
        string[] expected =
        [
            "bx_opportunity_deleted_at RecycleBin", "gx_opportunity_kinds ArrayGin", "gx_opportunity_labels ArrayGin", "ix_opportunity_about_type_about_id Btree", "ix_opportunity_contract_id Btree",
            "ix_opportunity_day Btree", "ix_opportunity_master_id Btree", "ix_opportunity_owner_id Btree", "ix_opportunity_parent_id Btree",
            "ix_opportunity_photo_id Btree", "sx_opportunity_name_mail Search", "ux_opportunity_code Btree unique",
            "ux_opportunity_number Btree unique", "ux_opportunity_stage_day Btree unique",
        ];
        Assert.Equal(expected, Deal.Indexes.Select(i => $"{i.Name} {i.Method}{(i.Unique ? " unique" : string.Empty)}"));
    }

    [Theory]
    [InlineData("{'fields':['account','name'],'withDeleted':true}", "", "ax_deal_account_id_name")]
    [InlineData("{'fields':['account','name']}", "", "ix_deal_account_id", "ix_deal_account_id_name")]
    [InlineData("{'fields':['name','account'],'withDeleted':true}", "", "ax_deal_name_account_id", "ix_deal_account_id")]
    [InlineData("{'fields':['account','name'],'unique':true}", "", "ix_deal_account_id", "ux_deal_account_id_name")]
    [InlineData("{'fields':['account','name'],'withDeleted':true}", ",'indexed':true", "ax_deal_account_id_name", "ix_deal_account_id")]
    public void A_listed_index_of_all_records_that_begins_with_a_reference_is_its_index(string listed, string field, params string[] expected)
    {
        TenantModel model = Json.Model(
            "{'kind':'object','name':'Account','label':'A','pluralLabel':'As','nameField':'name','fields':[{'name':'name','label':'N','type':'text'}]}",
            "{'kind':'object','name':'Deal','label':'D','pluralLabel':'Ds','nameField':'name','ownership':'organization','fields':[{'name':'name','label':'N','type':'text'},"
            + $"{{'name':'account','label':'A','type':'lookup','target':'Account'{field}}}],'indexes':[{listed}]}}");
        Assert.Equal(expected, model.Object("Deal").Indexes.Select(i => i.Name).Where(n => n.Contains("account", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_extension_lists_the_index_of_a_reference_too()
    {
        TenantModel model = Json.Model(
            "{'kind':'object','name':'Account','label':'A','pluralLabel':'As','nameField':'name','fields':[{'name':'name','label':'N','type':'text'}]}",
            "{'kind':'object','name':'Deal','label':'D','pluralLabel':'Ds','nameField':'name','fields':[{'name':'name','label':'N','type':'text'},{'name':'account','label':'A','type':'lookup','target':'Account'}]}",
            "{'kind':'fieldExtension','name':'more','object':'Deal','fields':[{'name':'city','label':'C','type':'text'}],'indexes':[{'fields':['account','city'],'withDeleted':true}]}");
        Assert.Equal(["ax_deal_account_id_city"], model.Object("Deal").Indexes.Select(i => i.Name).Where(n => n.Contains("account", StringComparison.Ordinal)));
    }

    [Fact]
    public void Global_picklists_are_resolved_and_keep_their_name()
    {
        PicklistSource choices = ((PicklistType)Deal.Field("stage").Type).Choices;
        Assert.Equal(("Stage", "new"), (choices.Global, choices.Values[0].Value));
    }

    [Fact]
    public void References_show_as_relations_on_their_targets()
    {
        Assert.Equal(
            [new RelationModel("deals", LocalizedText.Of("All deals"), "Deal", "master", RelationKind.Detail)], Model.Object("Account").Relations);
        Assert.Equal(["children", "talks"], Deal.Relations.Select(r => r.Name));
        Assert.Contains(Model.Object("User").Relations, r => r is { Name: "talks", Kind: RelationKind.Polymorphic } && r.Label.In("en") == "Deal list");
    }

    [Fact]
    public void A_detail_has_its_masters_ownership()
    {
        Assert.Equal("master", Deal.MasterField);
        Assert.Equal(Ownership.Organization, Deal.Ownership);
        Assert.True(Deal.Field("master").Required);
    }

    [Fact]
    public void Search_looks_in_the_name_unless_told_otherwise()
    {
        Assert.Equal(["name"], Model.Object("Account").SearchFields);
        Assert.Equal(["name", "mail"], Deal.SearchFields);
    }

    [Fact]
    public void Extensions_add_fields_of_their_own_package()
    {
        TenantModel model = Json.Model(
            "{'kind':'fieldExtension','name':'userMore','object':'User','fields':[{'name':'badge','label':'Badge','type':'text','unique':true}]}");
        Assert.Equal("badge", model.Object("User").Fields[^1].Name);
        Assert.Contains(model.Object("User").Indexes, i => i.Name == "ux_user_badge");
    }

    [Fact]
    public void Translations_are_merged_into_every_label()
    {
        TenantModel model = Json.Model(
            Json.Object("Account", "{'name':'kind','label':'Kind','type':'picklist','values':[{'value':'a','label':'A'}]}"),
            Json.Object("Contact", "{'name':'account','label':'Account','type':'lookup','target':'Account','inverse':'contacts'}"),
            "{'kind':'view','name':'all','label':'All','object':'Account','columns':['name']}",
            "{'kind':'layout','name':'main','object':'Account','sections':[{'label':'Main','fields':['name']}]}",
            "{'kind':'navigation','name':'nav','label':'Nav','groups':[{'label':'G','items':[{'object':'Account'}]}]}",
            """
            {'kind':'translation','name':'zh','language':'zh-CN','entries':{'object.Account.label':'客户','object.Account.pluralLabel':'客户们','object.Account.description':'说明',
            'field.Account.kind.label':'类型','field.Account.kind.help':'帮助','choice.Account.kind.a':'甲','relation.Account.contacts':'联系人','view.all.label':'全部',
            'layout.main.section.0':'主要','navigation.nav.label':'导航','navigation.nav.group.0':'组','role.administrator.label':'管理员'}}
            """);
        ObjectModel account = model.Object("Account");
        Assert.Equal("客户", account.Label.In("zh-CN"));
        Assert.Equal("Account", account.Label.In("en"));
        Assert.Equal("说明", account.Description!.In("zh-CN"));
        Assert.Equal(("类型", "帮助"), (account.Field("kind").Label.In("zh-CN"), account.Field("kind").Help!.In("zh-CN")));
        Assert.Equal("甲", ((PicklistType)account.Field("kind").Type).Choices.Values[0].Label.In("zh-CN"));
        Assert.Equal("联系人", account.Relations[0].Label.In("zh-CN"));
        Assert.Equal("全部", model.Views[0].Label!.In("zh-CN"));
        Assert.Equal("主要", model.Layouts[0].Sections[0].Label.In("zh-CN"));
        Assert.Equal(("导航", "组"), (model.Navigations[0].Label!.In("zh-CN"), model.Navigations[0].Groups[0].Label!.In("zh-CN")));
    }

    [Fact]
    public void More_than_five_hundred_fields_are_refused()
    {
        string fields = string.Join(',', Enumerable.Range(0, 495).Select(i => $"{{'name':'f{i}','label':'F','type':'text'}}"));
        Assert.Equal(
            Metadata.Diagnostics.DocumentCodes.LimitExceeded, Assert.Single(Json.Compile(Json.Object("Wide", fields)).Diagnostics).Code);
    }
}
