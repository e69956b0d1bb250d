using Platform.GraphQL.Schema;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>A condition on a record: a closed union. Every condition is true or false, never unknown.</summary>
public abstract record FilterNode
{
    private protected FilterNode() { }

    /// <summary>Every record.</summary>
    public static FilterNode Everything { get; } = new AllOf([]);
}

/// <summary>All hold; true when there are none.</summary>
/// <param name="Members">The conditions.</param>
public sealed record AllOf(IReadOnlyList<FilterNode> Members) : FilterNode;

/// <summary>One holds; false when there are none.</summary>
/// <param name="Members">The conditions.</param>
public sealed record AnyOf(IReadOnlyList<FilterNode> Members) : FilterNode;

/// <summary>Does not hold.</summary>
/// <param name="Member">The condition.</param>
public sealed record NotHolding(FilterNode Member) : FilterNode;

/// <summary>A comparison of a column.</summary>
/// <param name="Field">The field.</param>
/// <param name="Column">Index of its column.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Operands">Its operands: two for ranges, none for blankness, else one.</param>
/// <param name="IgnoreCase">Texts compare without case.</param>
public sealed record Comparison(
    FieldModel Field, int Column, ComparisonOperator Operator, IReadOnlyList<ValueSource> Operands, bool IgnoreCase = false) : FilterNode;

/// <summary>The field (with all its columns) is blank.</summary>
/// <param name="Field">A field that is no reference.</param>
public sealed record IsBlank(FieldModel Field) : FilterNode;

/// <summary>A reference leads to a record that the caller can see and for which the condition holds.</summary>
/// <param name="Field">The reference.</param>
/// <param name="Target">Object of the record; one of several for a polymorphic field.</param>
/// <param name="Condition">The condition on the record.</param>
public sealed record RefersTo(FieldModel Field, ObjectModel Target, FilterNode Condition) : FilterNode;

/// <summary>Some related live record that the caller can see satisfies the condition.</summary>
/// <param name="Link">How the records hang on this one.</param>
/// <param name="Condition">The condition.</param>
public sealed record HasRelated(RelationLink Link, FilterNode Condition) : FilterNode;

/// <summary>Each word occurs in one of the object's search fields.</summary>
/// <param name="Fields">The search fields that the caller may read.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Words">Its words, at least one.</param>
public sealed record Searched(IReadOnlyList<FieldModel> Fields, ArgumentSource Text, IReadOnlyList<ValueSource> Words) : FilterNode;

/// <summary>A reference of a record that is being written may point to this one.</summary>
/// <param name="Source">Object of that record.</param>
/// <param name="Field">The reference, which has a condition on what can be chosen of this object.</param>
/// <param name="Facts">What is told of that record.</param>
public sealed record ChoosableBy(ObjectModel Source, FieldModel Field, RecordFacts Facts) : FilterNode;

/// <summary>Operators of comparisons.</summary>
public enum ComparisonOperator
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>One of a list.</summary>
    In,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>From the first to the second operand, both included.</summary>
    Between,

    /// <summary>From the first operand, before the second.</summary>
    Within,

    /// <summary>Matches a pattern.</summary>
    Like,

    /// <summary>A list has the value.</summary>
    Has,

    /// <summary>A list has one of the values.</summary>
    HasAny,

    /// <summary>A list has all of the values.</summary>
    HasAll,

    /// <summary>Is blank.</summary>
    IsNull,
}
