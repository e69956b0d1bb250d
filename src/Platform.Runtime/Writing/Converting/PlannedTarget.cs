using System.Text.Json;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Converting;

/// <summary>A target of a conversion on its way to being written.</summary>
/// <param name="model">As the conversion says it.</param>
/// <param name="layout">Its object.</param>
/// <param name="action">What becomes of it.</param>
/// <param name="id">The record that is made or attached; null for none.</param>
internal sealed class PlannedTarget(ConversionTargetModel model, RecordLayout layout, ConversionAction action, Guid? id)
{
    /// <summary>As the conversion says it.</summary>
    public ConversionTargetModel Model => model;

    /// <summary>Its object.</summary>
    public RecordLayout Layout => layout;

    /// <summary>What becomes of it.</summary>
    public ConversionAction Action => action;

    /// <summary>The record that is made or attached; null for none.</summary>
    public Guid? Id => id;

    /// <summary>Values that it gets, by field, in the form of inputs: of one that is attached those that are blank in it.</summary>
    public SortedDictionary<string, object?> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Canonical values that hooks set, whatever the caller may edit.</summary>
    public Dictionary<FieldSlot, object?> Set { get; } = [];

    /// <summary>The values of an attached record as they are stored; null for one that the caller may not change.</summary>
    public object?[]? Stored { get; set; }

    /// <summary>The record once it is written; null before, and for one that is only linked.</summary>
    public RecordWrite? Written { get; set; }

    /// <summary>Records that may be the same as the one to be made.</summary>
    public IReadOnlyList<FoundDuplicate> Duplicates { get; set; } = [];

    /// <summary>Fields of an attached record that were filled in.</summary>
    public IReadOnlyList<string> Filled { get; set; } = [];

    /// <summary>Why it cannot be written.</summary>
    public IReadOnlyList<WriteProblem> Problems { get; set; } = [];

    /// <summary>JSON text of the record from the projection.</summary>
    public string? Record { get; set; }

    /// <summary>What it is called, in the caller's language.</summary>
    public string LabelFor(RecordCaller caller) => (model.Target.Label ?? layout.Object.Label).In(caller.Language);

    /// <summary>As the answer has it.</summary>
    /// <param name="caller">Who converts, and is told the fields that they may read.</param>
    /// <param name="isKept">What was made is kept; false for a dry run.</param>
    public ConvertedTarget Told(RecordCaller caller, bool isKept) => new(
        model.Alias, layout.Object.Name, LabelFor(caller), model.Target.Optional, action.ToString().ToUpperInvariant(),
        isKept || action == ConversionAction.Attach ? id : null, Values(caller.Permissions.For(layout.Object.Name)))
    {
        Filled = Filled,
        Duplicates = Duplicates,
        Problems = Problems,
        Record = Record,
    };

    private Dictionary<string, JsonElement> Values(ObjectPermissions rights)
    {
        Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);
        foreach ((string field, object? input) in Inputs.Where(i => rights.CanReadField(i.Key))) values[field] = JsonSerializer.SerializeToElement(input);
        foreach ((FieldSlot slot, object? value) in Set.Where(s => rights.CanReadField(s.Key.Field.Name))) values[slot.Field.Name] = value is null ? JsonSerializer.SerializeToElement<object?>(null) : InputJson.Of(slot, value);
        return values;
    }
}
