using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.BackTests;

/// <summary>A save of a record as history tells of it. Fields of which history says nothing (encrypted ones, links, the time of a stage) have no value, or that of today.</summary>
/// <param name="Layout">The object.</param>
/// <param name="Id">The record.</param>
/// <param name="Kind">What was done.</param>
/// <param name="At">When, UTC.</param>
/// <param name="User">Who did it.</param>
/// <param name="Old">Canonical values before; null for a record that was made.</param>
/// <param name="Values">Canonical values after.</param>
internal sealed record EarlierSave(RecordLayout Layout, Guid Id, WriteKind Kind, DateTime At, Guid User, object?[]? Old, object?[] Values)
{
    /// <summary>The record as it was on its way through the pipeline, for one run.</summary>
    public RecordWrite Write()
    {
        RecordWrite record = new(Layout, 0, Kind, Id) { Old = Old?.ToArray() };
        Values.CopyTo(record.Values, 0);
        return record;
    }
}
