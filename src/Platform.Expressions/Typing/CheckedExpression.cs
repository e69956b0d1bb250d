namespace Platform.Expressions.Typing;

/// <summary>An expression whose types are known to fit.</summary>
/// <param name="Text">As written.</param>
/// <param name="Root">The typed tree.</param>
/// <param name="Reads">Every member that is read, with the object it belongs to, each once, in the order of the text.</param>
/// <param name="Relations">Number of different relations that are followed.</param>
/// <param name="Cost">Bound of the size of the computation, in SQL too.</param>
/// <param name="UsesClock">Depends on when it is evaluated, on the tenant's time zone or on a business calendar: not on its records alone.</param>
/// <param name="UsesUser">Depends on who evaluates it.</param>
public sealed record CheckedExpression(
    string Text, TypedNode Root, IReadOnlyList<MemberRead> Reads, int Relations, int Cost, bool UsesClock, bool UsesUser)
{
    /// <summary>Type of the value.</summary>
    public ExpressionType Type => Root.Type;

    /// <summary>The business calendars that it counts by, each once.</summary>
    public IReadOnlyList<IBusinessHours> Calendars { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(CheckedExpression? other) =>
        other is not null && Text == other.Text && Root.Type == other.Root.Type && Reads.SequenceEqual(other.Reads) && Calendars.SequenceEqual(other.Calendars);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
