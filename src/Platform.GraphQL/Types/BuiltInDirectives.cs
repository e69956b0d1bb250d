using System.Collections.Immutable;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Types;

/// <summary>The directives of the specification (section 3.13).</summary>
public static class BuiltInDirectives
{
    /// <summary>The reason that <c>@deprecated</c> gives when none is written.</summary>
    public const string DefaultDeprecationReason = "No longer supported";

    private static readonly ImmutableArray<DirectiveLocation> Selections =
        [DirectiveLocation.Field, DirectiveLocation.FragmentSpread, DirectiveLocation.InlineFragment];

    /// <summary><c>@include(if:)</c>.</summary>
    public static DirectiveDefinition Include { get; } = new("include", Selections, [Condition("Selected when true.")])
    {
        Description = "Selects the field or fragment only when the condition is true.",
    };

    /// <summary><c>@skip(if:)</c>.</summary>
    public static DirectiveDefinition Skip { get; } = new("skip", Selections, [Condition("Left out when true.")])
    {
        Description = "Leaves the field or fragment out when the condition is true.",
    };

    /// <summary><c>@deprecated(reason:)</c>.</summary>
    public static DirectiveDefinition Deprecated { get; } = new(
        "deprecated",
        [
            DirectiveLocation.FieldDefinition, DirectiveLocation.ArgumentDefinition,
            DirectiveLocation.InputFieldDefinition, DirectiveLocation.EnumValue,
        ],
        [
            new InputValueDefinition(
                "reason",
                BuiltInScalars.String.AsNonNull(),
                new StringValueNode(SourceSpan.None, DefaultDeprecationReason, block: false))
            {
                Description = "Why, and what to use instead; Markdown.",
            },
        ])
    {
        Description = "Marks what clients should no longer use.",
    };

    /// <summary><c>@specifiedBy(url:)</c>.</summary>
    public static DirectiveDefinition SpecifiedBy { get; } = new(
        "specifiedBy",
        [DirectiveLocation.Scalar],
        [
            new InputValueDefinition("url", BuiltInScalars.String.AsNonNull())
            {
                Description = "Where the format of the scalar is specified.",
            },
        ])
    {
        Description = "Names the specification of a scalar.",
    };

    /// <summary><c>@oneOf</c>.</summary>
    public static DirectiveDefinition OneOf { get; } = new("oneOf", [DirectiveLocation.InputObject])
    {
        Description = "Requires exactly one field of the input object, and that it is not null.",
    };

    /// <summary>All five.</summary>
    public static ImmutableArray<DirectiveDefinition> All { get; } = [Include, Skip, Deprecated, SpecifiedBy, OneOf];

    private static InputValueDefinition Condition(string description) =>
        new("if", BuiltInScalars.Boolean.AsNonNull()) { Description = description };
}
