using Platform.Expressions.Typing;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;

namespace Platform.Runtime.Design;

/// <summary>Where an expression stands in an author's draft, and so what it may use and what it must give.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Record">Object of <c>record</c>.</param>
/// <param name="Target">Object of <c>target</c>, or null.</param>
/// <param name="Scope">What it may use.</param>
/// <param name="Expected">Type that its value must have, or null for any.</param>
internal sealed record ExpressionPlace(
    DesignDraft Draft, ExpressionPurpose Purpose, ObjectModel Record, ObjectModel? Target, ExpressionScope Scope, ExpressionType? Expected)
{
    /// <summary>The place that a request names, or why there is none.</summary>
    public static (ExpressionPlace? Place, FieldErrors? Errors) Of(ResolveContext context)
    {
        IReadOnlyDictionary<string, object?> given = context.Argument<IReadOnlyDictionary<string, object?>>("place")!;
        DesignDraft draft = DesignDraft.Of(DesignResolvers.Caller(context).State, DesignResolvers.Edits(context));
        string name = (string)given["object"]!;
        string? targetName = given.GetValueOrDefault("target") as string;
        ObjectModel? target = null;
        if (!draft.Model.TryGetObject(name, out ObjectModel? record) || (targetName is not null && !draft.Model.TryGetObject(targetName, out target)))
        {
            GraphQLError unknown = new($"There is no object \"{(record is null ? name : targetName)}\".") { Code = GraphQLErrorCode.NotFound, Reason = "OBJECT_UNKNOWN" };
            return (null, FieldErrors.Of(unknown));
        }

        ExpressionPurpose purpose = PurposeOf(((EnumValueDefinition)given["purpose"]!).Name);
        ExpressionType? field = given.GetValueOrDefault("fieldType") is string type ? FieldMembers.TypeOf(type, targetName) : null;
        ExpressionScope scope = ExpressionScopes.Of(purpose, ModelObjects.Of(draft.Model), name, targetName);
        return (new ExpressionPlace(draft, purpose, record, target, scope, ExpressionScopes.Expected(purpose, field)), null);
    }

    private static ExpressionPurpose PurposeOf(string name) => name switch
    {
        "FORMULA" => ExpressionPurpose.Formula,
        "DEFAULT" => ExpressionPurpose.Default,
        "STORED" => ExpressionPurpose.Stored,
        "CHOOSABLE" => ExpressionPurpose.Choosable,
        "ROLLUP_FILTER" => ExpressionPurpose.RollupFilter,
        "MEMBERSHIP" => ExpressionPurpose.Membership,
        "UPDATE" => ExpressionPurpose.Update,
        _ => ExpressionPurpose.Write,
    };
}
