using Platform.GraphQL.Schema;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Xunit;

namespace Platform.Runtime.Tests.Demo;

/// <summary>
/// The records API of the sales app as its documents make it: <c>apps/sales/schema.graphql</c>. Run with <c>PLATFORM_UPDATE_GOLDEN=1</c> to write it anew, and look
/// at the difference: what disappears from it breaks clients.
/// </summary>
public sealed class SalesSchemaTests
{
    // What records of the app refer to; the rest of the platform's own objects is the same in every app.
    private static readonly string[] Referred = ["User", "File"];

    [Fact]
    public void The_schema_of_the_app_is_as_its_snapshot()
    {
        string file = Path.Combine(SalesApp.Directory(), "schema.graphql");
        string text = SchemaPrinter.Print(new RecordsSchema(SalesApp.Model, Rights(SalesApp.Model)).Schema);
        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }

    private static PermissionSet Rights(TenantModel model)
    {
        PermissionSet all = PermissionCompiler.Compile(model, ["administrator"]);
        return new PermissionSet("snapshot", [SystemRight.Purge], model.Objects.Where(o => !o.IsSystem || Referred.Contains(o.Name)).ToDictionary(
            o => o.Name, o => o.IsSystem ? all.For(o.Name) with { Create = false, Edit = RowPredicate.Nothing, Delete = RowPredicate.Nothing } : all.For(o.Name)));
    }
}
