using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.GraphQL.Validation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Plans of mutations that the documents of the golden cases do not have.</summary>
public sealed class PlanTextTests
{
    private static readonly TenantModel Model = TestDocuments.With(
        """{"kind":"fieldExtension","name":"renewed","object":"Account","fields":[{"name":"renewedAt","label":"Renewed","type":"dateTime","readOnly":true}]}""",
        """
        {"kind":"conversion","name":"renewal","label":"Renew","object":"Account","convertedField":"renewedAt",
         "targets":[{"alias":"next","object":"Account","set":[{"field":"name","value":"record.name"}]}]}
        """,
        """
        {"kind":"action","name":"raise","label":"Raise","object":"Deal","source":"raise.js","output":[{"name":"note","label":"Note","type":"text"}],
         "access":[{"object":"Deal","write":true}],"modules":[{"path":"raise.js","source":"export default async () => ({});"}]}
        """);

    [Fact]
    public void A_conversion_shows_what_is_selected_of_each_target() => Assert.Equal(
        """
        convertAccount: Convert of Account
          records come with the rows written
          record: record, Account
            name: name
          next: next, Account
            name: name
          again: next, Account
            parent: Account that parent refers to
              name: name
          done: done
        """,
        Plan("""mutation { convertAccount(id: "x") { record { name } next { name } again: next { parent { name } } done } }"""));

    [Fact]
    public void An_action_shows_its_output_and_its_record() => Assert.Equal(
        """
        kind: type name
        raise: action raise
          records are read back
          what: type name
          note: note
          record: record, Deal
            amount: amount
        """,
        Plan("""mutation { kind: __typename raise(id: "x") { what: __typename note record { amount } } }"""));

    private static string Plan(string text)
    {
        RecordsSchema schema = new(Model, PermissionCompiler.Compile(Model, ["manager"]));
        DocumentNode document = Parser.Parse(text).Value!;
        Assert.Empty(Validator.Validate(schema.Schema, document).Select(e => e.Message));
        OperationPlanner planner = new(schema, document, new Dictionary<string, object?>());
        return PlanText.Of(planner.PlanMutation(document.Definitions.OfType<OperationDefinitionNode>().Single(), ReadingFixture.Tenant)!);
    }
}
