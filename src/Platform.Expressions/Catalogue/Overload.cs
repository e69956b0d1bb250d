using Platform.Expressions.Typing;

namespace Platform.Expressions.Catalogue;

/// <summary>One signature of a function or operator. Its id is what evaluator, SQL lowering and browser agree on.</summary>
/// <param name="Id">Stable identifier, for example <c>add_decimal</c>.</param>
/// <param name="Name">As written: <c>+</c>, <c>startsWith</c>, <c>math.abs</c>.</param>
/// <param name="Style">How it is written.</param>
/// <param name="Parameters">Types of the parameters, the receiver first; an <c>any</c> stands for one type throughout the signature.</param>
/// <param name="Result">Type of the result.</param>
public sealed record Overload(string Id, string Name, CallStyle Style, IReadOnlyList<ExpressionType> Parameters, ExpressionType Result)
{
    /// <summary>What blank arguments give.</summary>
    public BlankRule Blanks { get; init; } = BlankRule.Propagates;

    /// <summary>The last parameter can be given more than once.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>The <c>any</c> of the signature must have an order.</summary>
    public bool OrderedOnly { get; init; }

    /// <summary>Rule for the last argument.</summary>
    public LiteralRule Literal { get; init; }

    /// <summary>How often the SQL repeats its arguments at most.</summary>
    public int SqlCopies { get; init; } = 1;

    /// <summary>Only where there is a write.</summary>
    public bool NeedsOld { get; init; }

    /// <summary>Only where somebody acts.</summary>
    public bool NeedsUser { get; init; }

    /// <summary>Depends on the tenant's time zone or on a business calendar: only where <c>now</c> and <c>today</c> are.</summary>
    public bool NeedsClock { get; init; }

    /// <summary>One sentence for editors.</summary>
    public string Help { get; init; } = string.Empty;

    /// <summary>The sentence in a language: Simplified Chinese for <c>zh</c> and what begins with it, else English.</summary>
    public string HelpIn(string language) =>
        language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? ChineseHelp.Of(Id) ?? Help : Help;

    /// <summary>The signature as authors see it.</summary>
    public string Signature
    {
        get
        {
            string[] types = [.. Parameters.Select(p => p.ToString())];
            if (IsVariadic) types[^1] += ", …";
            return Style switch
            {
                CallStyle.Operator when types.Length == 1 => $"{Name}{types[0]}: {Result}",
                CallStyle.Operator => $"{types[0]} {Name} {types[1]}: {Result}",
                CallStyle.Member or CallStyle.Both => $"{types[0]}.{Name}({string.Join(", ", types.Skip(1))}): {Result}",
                _ => $"{Name}({string.Join(", ", types)}): {Result}",
            };
        }
    }

    /// <inheritdoc/>
    public bool Equals(Overload? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
