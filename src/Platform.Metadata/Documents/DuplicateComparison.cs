using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A comparison of a field of a record with one of another.</summary>
/// <param name="Field">Field of the record that is checked.</param>
/// <param name="Against">Field of the other record; null for the one of the same name.</param>
/// <param name="By">How they are compared.</param>
/// <param name="Similarity">Of <see cref="DuplicateMethod.Similar"/>, how alike they must be, in percent.</param>
public sealed record DuplicateComparison(
    [Format(TextFormat.FieldName)] string Field,
    [Format(TextFormat.FieldName)] string? Against = null,
    DuplicateMethod By = DuplicateMethod.Exact,
    [Range(30, 100)] int Similarity = 70)
{
    /// <summary>Field of the other record.</summary>
    public string Other => Against ?? Field;
}
