using Platform.Metadata.Documents;
using Platform.Metadata.Values;

namespace Platform.Runtime.Writing;

/// <summary>Why a record is not written.</summary>
/// <param name="Category">Code of the response.</param>
/// <param name="Field">Field, or null for the record as a whole.</param>
/// <param name="Problem">The problem.</param>
internal sealed record RecordProblem(string Category, string? Field, ValueProblem Problem)
{
    /// <summary>The message, when documents word it; that of the code otherwise.</summary>
    public LocalizedText? Message { get; init; }
}
