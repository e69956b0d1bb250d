using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>The names of generated types are all in the list by which documents are kept off them.</summary>
public sealed class ApiTypeNameTests
{
    // Accounts into accounts: every generated type is then one of Account's.
    private const string RenewedAt = """
        {"kind":"fieldExtension","name":"renewed","object":"Account","fields":[{"name":"renewedAt","label":"Renewed","type":"dateTime","readOnly":true}]}
        """;

    private const string Conversion = """
        {"kind":"conversion","name":"renewal","label":"Renew","object":"Account","convertedField":"renewedAt",
         "targets":[{"alias":"next","object":"Account","set":[{"field":"name","value":"record.name"}]}]}
        """;

    private static readonly TenantModel Model = TestDocuments.With(RenewedAt, Conversion);
    private static readonly RecordsSchema Records = new(Model, PermissionCompiler.Compile(Model, ["manager"]));

    [Fact]
    public void Every_generated_type_is_an_object_or_follows_the_list()
    {
        HashSet<string> known = [.. ApiTypes.Fixed];
        foreach (ObjectModel model in Model.Objects)
        {
            known.UnionWith(ApiTypes.Suffixes.Append("").Select(s => model.Name + s));
            foreach (FieldModel field in model.Fields)
            {
                known.UnionWith(ApiTypes.FieldSuffixes.Select(s => model.Name + char.ToUpperInvariant(field.Name[0]) + field.Name[1..] + s));
            }
        }

        Assert.Empty(Records.Schema.TypeNames.Where(n => !n.StartsWith("__", StringComparison.Ordinal)).Except(known));
    }

    [Fact]
    public void Everything_in_the_list_is_generated()
    {
        HashSet<string> generated = [.. Records.Schema.TypeNames];
        // Facts are told of records that point to what is limited.
        Assert.All(ApiTypes.Suffixes, s => Assert.Contains((s == "Facts" ? "Deal" : "Account") + s, generated));
        Assert.All(ApiTypes.FieldSuffixes, s => Assert.Contains("VisitSubject" + s, generated));
        Assert.All(ApiTypes.Fixed, n => Assert.Contains(n, generated));
    }

    [Theory]
    [InlineData("TextFilter")]
    [InlineData("PageInfo")]
    [InlineData("Mutation")]
    [InlineData("Text")]
    [InlineData("TextList")]
    [InlineData("Json")]
    public void No_object_takes_such_a_name_or_one_that_makes_it(string name) => Assert.True(ReservedWords.IsReservedObject(name));
}
