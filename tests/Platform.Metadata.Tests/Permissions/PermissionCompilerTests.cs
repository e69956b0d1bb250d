using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Xunit;

namespace Platform.Metadata.Tests.Permissions;

public sealed class PermissionCompilerTests
{
    private static readonly TenantModel Model = Json.Model(
        Json.Object("Account", "{'name':'salary','label':'Salary','type':'integer'}"),
        Json.Object("Product", more: "'ownership':'organization'"),
        Json.Object("Line", "{'name':'account','label':'Account','type':'masterDetail','target':'Account'}"),
        Json.Object("Part", "{'name':'line','label':'Line','type':'masterDetail','target':'Line'}"),
        Role("own", "{'object':'Account','create':true,'read':'own','edit':'own'},{'object':'Line','create':true,'read':'all','edit':'all','delete':'all'},{'object':'Part','read':'all'}"),
        Role("reader", "{'object':'Account','read':'all','fields':[{'field':'salary','read':false}]},{'object':'Product','read':'team'}"),
        Role("payroll", "{'object':'Account','read':'team','edit':'team','fields':[{'field':'salary','read':true,'edit':false}]}"),
        Role("wide", "{'object':'*','create':true,'read':'all','edit':'all','delete':'all'},{'object':'Product','read':'all'}"),
        Role("detailOnly", "{'object':'Line','create':true,'read':'all','edit':'all','delete':'all'}"));

    [Fact]
    public void An_object_that_no_role_lists_does_not_exist()
    {
        Assert.Same(ObjectPermissions.None, Of("own").For("Product"));
        Assert.False(Of("own").For("Product").CanRead);
    }

    [Fact]
    public void The_widest_scope_of_several_roles_counts()
    {
        ObjectPermissions rights = Of("own", "reader").For("Account");
        Assert.Equal(RowPredicate.Everything, rights.Read);
        Assert.Equal(RowPredicate.OwnedByUser, rights.Edit);
        Assert.Equal(RowPredicate.Nothing, rights.Delete);
        Assert.True(rights.Create);
    }

    [Fact]
    public void A_field_is_hidden_only_when_every_role_with_access_hides_it()
    {
        Assert.False(Of("reader").For("Account").CanReadField("salary"));
        Assert.True(Of("reader", "own").For("Account").CanReadField("salary"));
    }

    [Fact]
    public void A_field_is_locked_when_no_role_that_writes_lets_it_be_edited()
    {
        Assert.False(Of("payroll").For("Account").CanEditField("salary"));
        Assert.True(Of("payroll").For("Account").CanReadField("salary"));
        Assert.True(Of("payroll", "own").For("Account").CanEditField("salary"));
        Assert.False(Of("reader").For("Account").CanEditField("name"));
    }

    [Fact]
    public void Read_only_and_hidden_fields_are_never_editable()
    {
        ObjectPermissions rights = Of("administrator").For("Account");
        Assert.False(rights.CanEditField(SystemFields.Id));
        Assert.False(rights.CanEditField(SystemFields.CreatedAt));
        Assert.True(rights.CanEditField(SystemFields.Owner));
        Assert.False(Of("reader").For("Account").CanEditField("salary"));
    }

    [Fact]
    public void Own_and_team_cover_nothing_of_what_the_organization_owns() =>
        Assert.Equal(RowPredicate.Nothing, Of("reader").For("Product").Read);

    [Fact]
    public void A_wildcard_counts_for_objects_that_the_same_role_does_not_list()
    {
        Assert.Equal(RowPredicate.Everything, Of("wide").For("Account").Delete);
        Assert.Equal(RowPredicate.Nothing, Of("wide").For("Product").Edit);
        Assert.Equal(RowPredicate.Everything, Of("wide").For("Product").Read);
    }

    [Fact]
    public void A_detail_takes_the_rows_of_its_master()
    {
        ObjectPermissions line = Of("own").For("Line");
        Assert.Equal(RowPredicate.ThroughMaster("account", RowPredicate.OwnedByUser), line.Read);
        Assert.Equal(RowPredicate.ThroughMaster("account", RowPredicate.OwnedByUser), line.Delete);
        ObjectPermissions part = Of("own").For("Part");
        Assert.Equal(RowPredicate.ThroughMaster("line", RowPredicate.ThroughMaster("account", RowPredicate.OwnedByUser)), part.Read);
        Assert.Equal(RowPredicate.Nothing, part.Edit);
    }

    [Fact]
    public void A_detail_whose_master_cannot_be_seen_cannot_be_seen() => Assert.Same(ObjectPermissions.None, Of("detailOnly").For("Line"));

    [Fact]
    public void A_detail_of_a_master_that_is_seen_whole_is_seen_whole() =>
        Assert.Equal(RowPredicate.Everything, Of("detailOnly", "reader").For("Line").Read);

    [Fact]
    public void Details_of_a_master_that_is_only_read_cannot_be_created() => Assert.False(Of("detailOnly", "reader").For("Line").Create);

    [Fact]
    public void Everyone_reads_the_directory_but_not_the_roles_of_others()
    {
        ObjectPermissions users = Of().For("User");
        Assert.Equal(RowPredicate.Everything, users.Read);
        Assert.False(users.CanReadField("roles"));
        Assert.True(Of("administrator").For("User").CanEditField("roles"));
    }

    [Fact]
    public void Users_and_teams_are_written_only_by_who_manages_users()
    {
        Assert.False(Of("wide").For("User").Create);
        Assert.Equal(RowPredicate.Nothing, Of("wide").For("User").Edit);
        Assert.Equal(RowPredicate.Nothing, Of("wide").For("Team").Edit);
        Assert.Equal(RowPredicate.Everything, Of("administrator").For("Team").Edit);
    }

    [Fact]
    public void History_is_written_by_nobody_and_files_are_not_created_by_callers()
    {
        ObjectPermissions history = Of("administrator").For("HistoryEntry");
        Assert.Equal((false, RowPredicate.Nothing, RowPredicate.Nothing), (history.Create, history.Edit, history.Delete));
        Assert.False(Of("administrator").For("File").Create);
        Assert.False(Of("administrator").For("File").CanEditField("sha256"));
        Assert.True(PermissionCompiler.ForPlatform(Model).For("HistoryEntry").Create);
    }

    [Fact]
    public void System_rights_add_up()
    {
        Assert.True(Of("own", "administrator").Has(SystemRight.Customize));
        Assert.False(Of("own").Has(SystemRight.Customize));
    }

    [Fact]
    public void The_same_roles_in_any_order_share_one_set_and_unknown_roles_give_nothing()
    {
        PermissionSet set = Of("own", "reader");
        Assert.Same(set, Of("reader", "own", "reader", "gone"));
        Assert.Equal("everyone,own,reader", set.Key);
        Assert.Same(Of(), Of("gone"));
    }

    private static PermissionSet Of(params string[] roles) => PermissionCompiler.Compile(Model, roles);

    private static string Role(string name, string objects) => $"{{'kind':'role','name':'{name}','label':'{name}','objects':[{objects}]}}";
}
