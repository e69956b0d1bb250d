using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>A kind of record within an object.</summary>
/// <param name="Name">The value of the field <c>recordType</c>.</param>
/// <param name="Label">Label.</param>
/// <param name="Description">Description or null.</param>
/// <param name="Active">Records can take it.</param>
/// <param name="Default">New records get it when nothing else is asked for; exactly one of an object's.</param>
/// <param name="Picklists">Choices that its records may have, per field; a field that is not listed keeps all.</param>
/// <param name="Defaults">Constants that go before those of the fields.</param>
/// <param name="Layout">Name of the layout, or null for that of the object.</param>
public sealed record RecordTypeModel(
    string Name,
    LocalizedText Label,
    LocalizedText? Description,
    bool Active,
    bool Default,
    EquatableArray<FieldChoices> Picklists,
    EquatableArray<FieldConstant> Defaults,
    string? Layout)
{
    /// <summary>The choices that a field may have in records of the type; null for all.</summary>
    public EquatableArray<string>? ChoicesOf(string field)
    {
        foreach (FieldChoices choices in Picklists.AsSpan())
        {
            if (choices.Field == field) return choices.Values;
        }

        return null;
    }
}
