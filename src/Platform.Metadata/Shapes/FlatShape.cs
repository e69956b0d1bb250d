namespace Platform.Metadata.Shapes;

/// <summary>
/// A value whose keys stand among those of the record that holds it: either always the same record, or one of several chosen by the
/// text at <paramref name="Discriminator"/>.
/// </summary>
/// <param name="Property">The property of the holding record.</param>
/// <param name="Discriminator">The choosing key, or null when there is a single case.</param>
/// <param name="Cases">Name and record of each case.</param>
internal sealed record FlatShape(
    System.Reflection.PropertyInfo Property, string? Discriminator, IReadOnlyList<(string Name, RecordShape Record)> Cases)
{
    /// <summary>The case that a value is.</summary>
    public (string Name, RecordShape Record) CaseOf(object value) => Cases.First(c => c.Record.Type == value.GetType());
}
