using System.Text.Json;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Merging;

/// <summary>What a merge did, by stable ids, so that it can be undone on a model that has been renamed since.</summary>
internal sealed record MergeUndo
{
    /// <summary>The records that went.</summary>
    public List<Guid> Merged { get; init; } = [];

    /// <summary>Fields of the kept record that changed.</summary>
    public List<ChangedField> Fields { get; init; } = [];

    /// <summary>References that were turned to the kept record.</summary>
    public List<MovedReference> References { get; init; } = [];

    /// <summary>Links that were turned to the kept record.</summary>
    public List<MovedLinks> Links { get; init; } = [];

    /// <summary>A value in the form of the API's input; null for a blank.</summary>
    public static string? Json(FieldSlot slot, object? value)
    {
        if (value is null) return null;
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream)) slot.Codec.WriteJson(writer, value);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>A field of the kept record.</summary>
    /// <param name="Field">Stable id of the field.</param>
    /// <param name="Old">The value before.</param>
    /// <param name="Taken">The value after.</param>
    /// <param name="IsSet">A hook set it, whatever whoever merged may edit.</param>
    internal sealed record ChangedField(string Field, string? Old, string? Taken, bool IsSet = false);

    /// <summary>A reference of another record.</summary>
    /// <param name="Object">Stable id of its object.</param>
    /// <param name="Field">Stable id of the field.</param>
    /// <param name="Record">The record.</param>
    /// <param name="From">The record that went, to which it referred.</param>
    internal sealed record MovedReference(string Object, string Field, Guid Record, Guid From);

    /// <summary>Links of a record.</summary>
    /// <param name="Object">Stable id of its object.</param>
    /// <param name="Field">Stable id of the many-to-many field.</param>
    /// <param name="Record">The record.</param>
    /// <param name="Added">Links that it got.</param>
    /// <param name="Removed">Links that it lost.</param>
    internal sealed record MovedLinks(string Object, string Field, Guid Record, List<Guid> Added, List<Guid> Removed);
}
