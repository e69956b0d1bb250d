using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>One key of an order.</summary>
/// <param name="Path">References to follow first.</param>
/// <param name="Field">The field compared, on the object at the end of the path.</param>
/// <param name="Descending">Greatest first.</param>
/// <param name="NullsFirst">Blanks come first.</param>
public sealed record OrderKey(IReadOnlyList<FieldModel> Path, FieldModel Field, bool Descending, bool NullsFirst)
{
    /// <summary>True when no record has a blank here.</summary>
    public bool IsNeverBlank => Path.Count == 0 && Field.Column.NotNull;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('.', Path.Select(f => f.Name).Append(Field.Name)) + (Descending ? " desc" : "") + (NullsFirst != Descending ? NullsFirst ? " nulls first" : " nulls last" : "");
}
