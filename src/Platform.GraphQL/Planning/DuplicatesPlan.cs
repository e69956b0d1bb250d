using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>Records that may be the same as a given one: by its values, or by its id.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Object">The object of the given record.</param>
/// <param name="Rules">The rules that are asked.</param>
/// <param name="Id">Id of a stored record; null when values are given, or beside them where they are those of a record that is being edited.</param>
/// <param name="Values">Given values by field; null when the stored record has them.</param>
/// <param name="Members">Selected members of each match.</param>
public sealed record DuplicatesPlan(
    string ResponseName, ObjectModel Object, IReadOnlyList<DuplicateRuleDocument> Rules, ArgumentSource? Id,
    IReadOnlyDictionary<string, ArgumentSource>? Values, IReadOnlyList<PayloadMember> Members) : RootPlan(ResponseName)
{
    /// <summary>Most matches of a rule.</summary>
    public const int Most = 20;

    // A comparison by likeness looks at many records for each that it finds.
    private const double RuleCost = 200;

    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Rules.Count * (RuleCost + (Most * Members.Count));
}
