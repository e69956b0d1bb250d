using System.Collections.Frozen;

namespace Platform.Metadata.Permissions;

/// <summary>Rights of a permission set on one object.</summary>
/// <param name="Create">May create records.</param>
/// <param name="Read">Rows that may be read.</param>
/// <param name="Edit">Rows that may be edited; all of them readable.</param>
/// <param name="Delete">Rows that may be deleted; all of them readable.</param>
/// <param name="HiddenFields">Fields that may not be read; they are absent from the API of this permission set.</param>
/// <param name="ReadOnlyFields">Fields that may be read but not written (hidden ones and the model's own read-only ones included).</param>
public sealed record ObjectPermissions(
    bool Create,
    RowPredicate Read,
    RowPredicate Edit,
    RowPredicate Delete,
    FrozenSet<string> HiddenFields,
    FrozenSet<string> ReadOnlyFields)
{
    /// <summary>No right at all: the object does not exist for the user.</summary>
    public static ObjectPermissions None { get; } = new(
        false, RowPredicate.Nothing, RowPredicate.Nothing, RowPredicate.Nothing, FrozenSet<string>.Empty, FrozenSet<string>.Empty);

    /// <summary>True when records can be read at all.</summary>
    public bool CanRead => Read != RowPredicate.Nothing;

    /// <summary>True when every record can be read.</summary>
    public bool CanReadAll => Read == RowPredicate.Everything;

    /// <summary>True when the field may be read.</summary>
    public bool CanReadField(string field) => !HiddenFields.Contains(field);

    /// <summary>True when the field may be written.</summary>
    public bool CanEditField(string field) => !ReadOnlyFields.Contains(field);
}
