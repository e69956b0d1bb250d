using System.Text.Json;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Values.Codecs;

/// <summary>
/// A reference to a record of one of several objects: <see cref="PolymorphicReference"/>; <c>{object, id}</c> in the API, <c>Object:id</c> in a cell.
/// The first column holds the object's name.
/// </summary>
internal sealed class PolymorphicCodec(EquatableArray<string> targets) : ValueCodec
{
    /// <inheritdoc/>
    public override int ColumnCount => 2;

    /// <inheritdoc/>
    public override string ToText(object value)
    {
        var reference = (PolymorphicReference)value;
        return $"{reference.Object}:{reference.Id:D}";
    }

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value)
    {
        var reference = (PolymorphicReference)value;
        writer.WriteStartObject();
        writer.WriteString("object", reference.Object);
        writer.WriteString("id", reference.Id);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void ToColumns(object? value, Span<object?> columns)
    {
        columns[0] = (value as PolymorphicReference)?.Object;
        columns[1] = (value as PolymorphicReference)?.Id;
    }

    /// <inheritdoc/>
    public override object? FromColumns(ReadOnlySpan<object?> columns) =>
        columns[0] is string target && columns[1] is Guid id ? new PolymorphicReference(target, id) : null;

    private protected override ValueResult FromInput(object input)
    {
        if (!InputForm.TryMembers(input, out var members)) return WrongType("{object, id}");
        foreach (string name in members.Keys)
        {
            if (name is not ("object" or "id")) return ValueResult.Refused(ValueProblem.With(ValueCodes.UnknownMember, "name", name));
        }

        object? target = members.GetValueOrDefault("object"), id = members.GetValueOrDefault("id");
        if (InputForm.IsNull(target) || !InputForm.TryText(target, out string? targetName)) return WrongType("{object, id}");
        return InputForm.IsNull(id) ? ValueResult.Refused(ValueCodes.InvalidId) : Reference(targetName, id);
    }

    private protected override ValueResult FromText(string text, ImportFormat format)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ValueResult.Refused(ValueCodes.InvalidId) : Reference(text[..colon].Trim(), text[(colon + 1)..]);
    }

    private ValueResult Reference(string target, object id)
    {
        if (!targets.Contains(target)) return ValueResult.Refused(ValueProblem.With(ValueCodes.InvalidTarget, "object", target));
        ValueResult read = ReferenceCodec.ReadId(id);
        if (read.Problem is not null) return read;
        return read.Value is Guid value ? ValueResult.Of(new PolymorphicReference(target, value)) : ValueResult.Refused(ValueCodes.InvalidId);
    }
}
