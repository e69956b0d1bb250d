using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>One key of an order.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Descending">Greatest first.</param>
public sealed record SortKey([Format(TextFormat.FieldName)] string Field, bool Descending = false);
