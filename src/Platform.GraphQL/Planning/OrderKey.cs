using Platform.GraphQL.Schema;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>One key of an order.</summary>
/// <param name="Path">References to follow first.</param>
/// <param name="Field">The field compared, on the object at the end of the path.</param>
/// <param name="Descending">Greatest first.</param>
/// <param name="NullsFirst">Blanks come first.</param>
public sealed record OrderKey(IReadOnlyList<FieldModel> Path, FieldModel Field, bool Descending, bool NullsFirst)
{
    /// <summary>Compares by how well a record fits this search, the best first, and not by the field; null for an ordinary key.</summary>
    public Searched? Relevance { get; init; }

    /// <summary>The shape of what is compared.</summary>
    public FieldShape Shape => Relevance is null ? Field.Shape() : FieldShape.Integer;

    /// <summary>True when no record has a blank here.</summary>
    public bool IsNeverBlank => Relevance is not null || (Path.Count == 0 && Field.Column.NotNull);

    /// <inheritdoc/>
    public override string ToString() => Relevance is not null
        ? "relevance"
        : string.Join('.', Path.Select(f => f.Name).Append(Field.Name)) + (Descending ? " desc" : "") + (NullsFirst != Descending ? NullsFirst ? " nulls first" : " nulls last" : "");
}
