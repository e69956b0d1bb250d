using Platform.GraphQL.Schema;
using Platform.GraphQL.Types;
using Platform.Metadata.Compilation;
using Platform.Metadata.Permissions;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>What a document says of its fields is in the schema, wherever the field is named.</summary>
public sealed class DeprecatedFieldTests
{
    private static readonly Lazy<string> Text = new(() =>
    {
        string[] documents =
        [
            """
            {"kind":"object","name":"Deal","label":"Deal","pluralLabel":"Deals","nameField":"name","fields":[
              {"name":"name","label":"Name","type":"text"},
              {"name":"amount","label":"Amount","type":"decimal","deprecated":"Use the sum of its lines.","help":"What it is worth."},
              {"name":"code","label":"Code","type":"text","unique":true,"deprecated":"Gone soon."},
              {"name":"firm","label":"Firm","type":"lookup","target":"Firm","inverse":"deals","choosable":"target.name != null","deprecated":"Use firms."},
              {"name":"firms","label":"Firms","type":"manyToMany","target":"Firm"}]}
            """,
            """{"kind":"object","name":"Firm","label":"Firm","pluralLabel":"Firms","nameField":"name","fields":[{"name":"name","label":"Name","type":"text"}]}""",
            """{"kind":"role","name":"all","label":"All","objects":[{"object":"*","create":true,"read":"all","edit":"all","delete":"all"}]}""",
        ];
        Compilation compiled = ModelCompiler.Compile(documents.Select(d => DocumentReader.Read(d).Document!), revision: 1);
        Assert.NotNull(compiled.Model);
        return SchemaPrinter.Print(new RecordsSchema(compiled.Model, PermissionCompiler.Compile(compiled.Model, ["all"])).Schema);
    });

    [Theory]
    [InlineData("type Deal ", "amount: Decimal", "Use the sum of its lines.")]
    [InlineData("input DealCreate ", "amount: Decimal", "Use the sum of its lines.")]
    [InlineData("input DealUpdate ", "amount: Decimal", "Use the sum of its lines.")]
    [InlineData("input DealFacts ", "amount: Decimal", "Use the sum of its lines.")]
    [InlineData("input DealFilter ", "amount: DecimalFilter", "Use the sum of its lines.")]
    [InlineData("input DealOrder ", "amount: OrderDirection", "Use the sum of its lines.")]
    [InlineData("type DealSums ", "amount: Decimal", "Use the sum of its lines.")]
    [InlineData("input DealSumsFilter ", "amount: DecimalFilter", "Use the sum of its lines.")]
    [InlineData("input DealSumsOrder ", "amount: OrderDirection", "Use the sum of its lines.")]
    [InlineData("type DealExtremes ", "amount: Decimal", "Use the sum of its lines.")]
    [InlineData("enum DealUniqueField ", "code", "Gone soon.")]
    [InlineData("enum DealGroupField ", "code", "Gone soon.")]
    [InlineData("type DealGroupKeyValues ", "code: String", "Gone soon.")]
    [InlineData("input DealGroupKeyOrder ", "code: OrderDirection", "Gone soon.")]
    [InlineData("input DealFilter ", "firm: FirmFilter", "Use firms.")]
    [InlineData("input DealOrder ", "firm: FirmOrder", "Use firms.")]
    [InlineData("input FirmFilter ", "deals: DealListFilter", "Use firms.")]
    [InlineData("input FirmChoosableFor ", "deal_firm: DealFacts", "Use firms.")]
    public void Is_deprecated_wherever_it_is_named(string type, string member, string reason) =>
        Assert.Contains($"\n  {member} @deprecated(reason: \"{reason}\")\n", Body(type), StringComparison.Ordinal);

    [Fact]
    public void A_list_made_by_a_deprecated_reference_is_deprecated() =>
        Assert.Matches("\\n  deals\\((?s:.)*?\\): DealConnection! @deprecated\\(reason: \"Use firms.\"\\)\\n", Body("type Firm "));

    [Fact]
    public void The_help_of_a_field_describes_it()
    {
        Assert.Contains("\"\"\"What it is worth.\"\"\"\n  amount: Decimal", Body("type Deal "), StringComparison.Ordinal);
        Assert.Contains("\"\"\"What it is worth.\"\"\"\n  amount: Decimal", Body("input DealCreate "), StringComparison.Ordinal);
    }

    [Fact]
    public void Scalars_name_what_specifies_them() =>
        Assert.Equal(
            ["Date", "DateTime", "Decimal", "Duration", "JSON", "Time"],
            Text.Value.Split('\n').Where(l => l.StartsWith("scalar ", StringComparison.Ordinal) && l.Contains("@specifiedBy(url: \"https://", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]).Order());

    private static string Body(string type)
    {
        int start = Text.Value.IndexOf("\n" + type, StringComparison.Ordinal);
        Assert.True(start >= 0, type);
        return Text.Value[start..Text.Value.IndexOf("\n}", start, StringComparison.Ordinal)] + "\n";
    }
}
