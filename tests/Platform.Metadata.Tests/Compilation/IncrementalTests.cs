using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Metadata.Tests.Compilation;

public sealed class IncrementalTests
{
    private static readonly string Account = Json.Object("Account", "{'name':'phone','label':'Phone','type':'phone'}");
    private static readonly string Contact = Json.Object("Contact", "{'name':'account','label':'Account','type':'lookup','target':'Account','inverse':'contacts'}");
    private static readonly string Deal = Json.Object("Deal", "{'name':'stage','label':'Stage','type':'picklist','picklist':'Stage'}");
    private static readonly string Stage = "{'kind':'picklist','name':'Stage','values':[{'value':'new','label':'New'}]}";
    private static readonly string View = "{'kind':'view','name':'people','label':'People','object':'Contact','columns':['name','account.phone']}";
    private static readonly string Layout = "{'kind':'layout','name':'deal','object':'Deal','sections':[{'label':'Main','fields':['stage']}]}";

    private static readonly Metadata.Compilation.Compilation First = Json.Compile(Account, Contact, Deal, Stage, View, Layout);

    [Fact]
    public void The_same_documents_give_the_same_instances()
    {
        TenantModel again = Again(Account, Contact, Deal, Stage, View, Layout);
        Assert.All(First.Model!.Objects, o => Assert.Same(o, again.Object(o.Name)));
        Assert.Same(First.Model.Views[0], again.Views[0]);
        Assert.Same(First.Model.Roles[0], again.Roles[0]);
    }

    [Fact]
    public void Only_the_edited_object_and_what_asked_for_it_is_made_again()
    {
        TenantModel next = Again(Account.Replace("'Phone'", "'Telephone'", StringComparison.Ordinal), Contact, Deal, Stage, View, Layout);
        Assert.NotSame(First.Model!.Object("Account"), next.Object("Account"));
        Assert.Same(First.Model.Object("Contact"), next.Object("Contact"));
        Assert.Same(First.Model.Layouts[0], next.Layouts[0]);
        Assert.Same(First.Model.Object("Account").Field("name"), next.Object("Account").Field("name"));
        Assert.Equal("Telephone", next.Object("Account").Field("phone").Label.In("en"));
    }

    [Fact]
    public void A_removed_field_is_missed_where_it_was_used()
    {
        Metadata.Compilation.Compilation next = ModelCompiler.Compile(Json.Read(Json.Object("Account"), Contact, Deal, Stage, View, Layout), First);
        Assert.Equal("/columns/1", Assert.Single(next.Diagnostics).Pointer);
        Assert.Null(next.Model);
    }

    [Fact]
    public void Findings_go_when_their_cause_goes()
    {
        Metadata.Compilation.Compilation broken = ModelCompiler.Compile(Json.Read(Json.Object("Account"), Contact, Deal, Stage, View, Layout), First);
        Assert.Empty(ModelCompiler.Compile(Json.Read(Account, Contact, Deal, Stage, View, Layout), broken).Diagnostics);
    }

    [Fact]
    public void A_choice_added_to_a_global_picklist_reaches_its_fields()
    {
        string more = Stage.Replace("]", ",{'value':'won','label':'Won'}]", StringComparison.Ordinal);
        TenantModel next = Again(Account, Contact, Deal, more, View, Layout);
        Assert.Equal(2, ((Fields.PicklistType)next.Object("Deal").Field("stage").Type).Choices.Values.Count);
        Assert.Same(First.Model!.Object("Account"), next.Object("Account"));
    }

    [Fact]
    public void A_new_reference_changes_its_target_and_a_translation_its_owner()
    {
        string more = Deal.Replace("'fields':[", "'fields':[{'name':'account','label':'A','type':'lookup','target':'Account','inverse':'deals'},", StringComparison.Ordinal);
        TenantModel next = Again(Account, Contact, more, Stage, View, Layout);
        Assert.Equal(["contacts", "deals"], next.Object("Account").Relations.Select(r => r.Name));
        string chinese = "{'kind':'translation','name':'zh','language':'zh-CN','entries':{'object.Contact.label':'联系人'}}";
        TenantModel translated = Again(Account, Contact, Deal, Stage, View, Layout, chinese);
        Assert.Equal("联系人", translated.Object("Contact").Label.In("zh-CN"));
        Assert.Same(First.Model!.Object("Deal"), translated.Object("Deal"));
    }

    [Fact]
    public void Whatever_the_order_of_edits_the_result_equals_a_cold_compilation()
    {
        Random random = new(7);
        Metadata.Compilation.Compilation current = First;
        string[][] variants =
        [
            [Account, Json.Object("Account"), Account.Replace("'name':'phone'", "'name':'mobile'", StringComparison.Ordinal), string.Empty],
            [Contact, Json.Object("Contact"), Contact.Replace("'contacts'", "'people'", StringComparison.Ordinal)],
            [Deal, Json.Object("Deal", more: "'ownership':'organization'")],
            [Stage, string.Empty],
            [View, string.Empty, View.Replace("'account.phone'", "'owner'", StringComparison.Ordinal)],
            [Layout, string.Empty],
        ];
        for (int i = 0; i < 200; i++)
        {
            IReadOnlyList<SourceDocument> documents = Json.Read([.. variants.Select(v => v[random.Next(v.Length)]).Where(v => v.Length > 0)]);
            Metadata.Compilation.Compilation cold = ModelCompiler.Compile(documents);
            current = ModelCompiler.Compile(documents, current);
            Assert.Equal(cold.Diagnostics, current.Diagnostics);
            Assert.Equal(cold.Model?.Objects, current.Model?.Objects);
            Assert.Equal(cold.Model?.Views, current.Model?.Views);
            Assert.Equal(cold.Model?.Layouts, current.Model?.Layouts);
        }
    }

    [Fact]
    public void A_model_carries_its_revision_and_the_order_of_documents_does_not_matter()
    {
        TenantModel model = ModelCompiler.Compile(Json.Read(Layout, View, Stage, Deal, Contact, Account), revision: 7).Model!;
        Assert.Equal(7, model.Revision);
        Assert.Equal(First.Model!.Objects, model.Objects);
    }

    private static TenantModel Again(params string[] texts)
    {
        Metadata.Compilation.Compilation result = ModelCompiler.Compile(Json.Read(texts), First);
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
        return result.Model!;
    }
}
