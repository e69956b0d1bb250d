using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Values.Codecs;

/// <summary>
/// A change of many-to-many links: <see cref="LinkChange"/>; <c>{set: […]}</c> or <c>{add: […], remove: […]}</c> in the API. A bare list, and a cell of
/// ids with <c>;</c> between them, is the whole set.
/// </summary>
internal sealed class LinksCodec : ValueCodec
{
    private const int MaxLinks = 10_000;

    /// <inheritdoc/>
    public override int ColumnCount => 0;

    /// <inheritdoc/>
    public override string ToText(object value) => string.Join(';', (((LinkChange)value).Set ?? []).Select(id => id.ToString("D")));

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value)
    {
        var change = (LinkChange)value;
        writer.WriteStartObject();
        if (change.Set is { } set) WriteIds(writer, "set", set);
        if (!change.Add.IsEmpty) WriteIds(writer, "add", change.Add);
        if (!change.Remove.IsEmpty) WriteIds(writer, "remove", change.Remove);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void ToColumns(object? value, Span<object?> columns) { }

    /// <inheritdoc/>
    public override object? FromColumns(ReadOnlySpan<object?> columns) => null;

    private protected override ValueResult FromInput(object input)
    {
        if (InputForm.TryList(input, out _)) return TryIds(input, out var all, out var problem) ? Whole(all) : ValueResult.Refused(problem);
        if (!InputForm.TryMembers(input, out var members)) return WrongType("{set} or {add, remove}");
        List<Guid>? set = null, add = null, remove = null;
        foreach ((string name, object? value) in members)
        {
            if (name is not ("set" or "add" or "remove")) return ValueResult.Refused(ValueProblem.With(ValueCodes.UnknownMember, "name", name));
            if (InputForm.IsNull(value)) continue;
            if (!TryIds(value, out var ids, out var problem)) return ValueResult.Refused(problem);
            if (name == "set") set = ids;
            else if (name == "add") add = ids;
            else remove = ids;
        }

        if (set is not null) return add is null && remove is null ? Whole(set) : ValueResult.Refused(ValueCodes.InvalidLinkChange);
        LinkChange change = new(null, Distinct(add), Distinct(remove));
        if (change.Add.Intersect(change.Remove).Any()) return ValueResult.Refused(ValueCodes.InvalidLinkChange);
        return change.Add.IsEmpty && change.Remove.IsEmpty ? ValueResult.Blank : ValueResult.Of(change);
    }

    private protected override ValueResult FromText(string text, ImportFormat format) => FromInput(ListText.Split(text));

    private static ValueResult Whole(List<Guid> ids) => ValueResult.Of(LinkChange.Replace(ids));

    private static EquatableArray<Guid> Distinct(List<Guid>? ids) => ids is null ? [] : [.. ids.Distinct().Order()];

    private static bool TryIds(object input, [NotNullWhen(true)] out List<Guid>? ids, [NotNullWhen(false)] out ValueProblem? problem)
    {
        ids = null;
        problem = null;
        IReadOnlyList<object?> items = InputForm.TryList(input, out var list) ? list : [input];
        if (items.Count > MaxLinks)
        {
            problem = ValueProblem.With(ValueCodes.TooMany, "max", MaxLinks);
            return false;
        }

        List<Guid> read = new(items.Count);
        foreach (object? item in items)
        {
            ValueResult id = InputForm.IsNull(item) ? ValueResult.Refused(ValueCodes.InvalidId) : ReferenceCodec.ReadId(item);
            if (id.Value is not Guid value)
            {
                problem = id.Problem ?? new ValueProblem(ValueCodes.InvalidId);
                return false;
            }

            read.Add(value);
        }

        ids = read;
        return true;
    }

    private static void WriteIds(Utf8JsonWriter writer, string name, EquatableArray<Guid> ids)
    {
        writer.WriteStartArray(name);
        foreach (Guid id in ids) writer.WriteStringValue(id);
        writer.WriteEndArray();
    }
}
