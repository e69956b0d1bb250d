using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Rules;
using Platform.Metadata.Shapes;

namespace Platform.Metadata.Reading;

/// <summary>
/// Makes document records out of JSON trees by their shapes. A value that does not fit is reported, and null stands in its place, so that
/// the rest is still checked; whoever reported something throws the record away.
/// </summary>
internal sealed class RecordBinder(DocumentSource source, DiagnosticSink sink)
{
    private static readonly HashSet<string> NoKeys = [];
    private readonly List<string> _path = [];

    /// <summary>Binds a whole document.</summary>
    public object? BindDocument(JsonTree tree, RecordShape shape)
    {
        Dictionary<PropertyInfo, object?> values = Values(tree, shape, ["kind", "$schema"], documentNames: shape.Named);
        if (tree["$schema"] is { Kind: not JsonValueKind.String } schema) Report(schema, "$schema", DocumentCodes.WrongType, "\"$schema\" is a text.");
        if (shape.Named!.LabelRequired && tree["label"] is null) ReportMissing(tree, "label");
        if (source.Package is not null) values[typeof(Document).GetProperty(nameof(Document.Package))!] = source.Package;
        return sink.Any ? null : shape.Create(values);
    }

    private object? BindObject(JsonTree tree, RecordShape shape)
    {
        if (tree.Kind != JsonValueKind.Object) return Wrong(tree, "an object");
        Dictionary<PropertyInfo, object?> values = Values(tree, shape, NoKeys, documentNames: null);
        return sink.Any ? null : shape.Create(values);
    }

    private Dictionary<PropertyInfo, object?> Values(
        JsonTree tree, RecordShape shape, HashSet<string> otherKeys, NamedAttribute? documentNames)
    {
        Dictionary<PropertyInfo, object?> values = [];
        HashSet<string> known = new(otherKeys, StringComparer.Ordinal);
        foreach (MemberShape member in shape.Members)
        {
            known.Add(member.Key);
            MemberShape bound = documentNames is not null && member.Key == "name"
                ? member with { Value = new ValueShape.Text(1, TextFormats.MaxLength(documentNames.Format), documentNames.Format, Declares: true) }
                : member;
            if (tree[member.Key] is { } value) values[member.Property] = In(member.Key, () => BindValue(value, bound.Value));
            else if (member is { Key: "id", Required: true }) values[member.Property] = tree["name"]?.Text ?? string.Empty;
            else if (member.Required) ReportMissing(tree, member.Key);
        }

        bool complete = true;
        foreach (FlatShape flat in shape.Flats) complete &= BindFlat(tree, flat, known, values);
        if (complete) ReportUnknownKeys(tree, known, otherKeys, shape.Flats);
        return values;
    }

    /// <summary>Binds a flat value; false when its case is not known, and so neither are the keys that may stand here.</summary>
    private bool BindFlat(JsonTree tree, FlatShape flat, HashSet<string> known, Dictionary<PropertyInfo, object?> values)
    {
        RecordShape? shape = flat.Discriminator is null ? flat.Cases[0].Record : CaseOf(tree, flat);
        if (flat.Discriminator is not null) known.Add(flat.Discriminator);
        if (shape is null) return false;
        Dictionary<PropertyInfo, object?> inner = [];
        foreach (MemberShape member in shape.Members)
        {
            known.Add(member.Key);
            if (tree[member.Key] is { } value) inner[member.Property] = In(member.Key, () => BindValue(value, member.Value));
            else if (member.Required) ReportMissing(tree, member.Key);
        }

        foreach (FlatShape nested in shape.Flats) BindFlat(tree, nested, known, inner);
        values[flat.Property] = sink.Any ? null : shape.Create(inner);
        return true;
    }

    private RecordShape? CaseOf(JsonTree tree, FlatShape flat)
    {
        string key = flat.Discriminator!;
        if (tree[key] is not { } chosen)
        {
            ReportMissing(tree, key);
            return null;
        }

        if (chosen.Kind != JsonValueKind.String)
        {
            Report(chosen, key, DocumentCodes.WrongType, $"\"{key}\" is a text, not {chosen.Describe()}.");
            return null;
        }

        RecordShape? found = flat.Cases.FirstOrDefault(c => c.Name == chosen.Text).Record;
        if (found is null)
        {
            string? nearest = NearestName.Find(chosen.Text!, flat.Cases.Select(c => c.Name));
            Report(chosen, key, DocumentCodes.UnknownValue, $"There is no {key} \"{chosen.Text}\".", nearest);
        }

        return found;
    }

    private object? BindValue(JsonTree tree, ValueShape shape) => shape switch
    {
        ValueShape.Text text => BindText(tree, text),
        ValueShape.Localized localized => BindLocalized(tree, localized),
        ValueShape.Flag => tree.Kind is JsonValueKind.True or JsonValueKind.False ? tree.Kind == JsonValueKind.True : Wrong(tree, "true or false"),
        ValueShape.Whole whole => BindWhole(tree, whole),
        ValueShape.Number => BindNumber(tree),
        ValueShape.Choice choice => BindChoice(tree, choice),
        ValueShape.Any => BindAny(tree),
        ValueShape.List list => BindList(tree, list),
        ValueShape.Object record => BindObject(tree, record.Record),
        ValueShape.Sort sort => BindSort(tree, sort),
        ValueShape.Map map => BindMap(tree, map),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string? BindText(JsonTree tree, ValueShape.Text shape)
    {
        if (tree.Kind != JsonValueKind.String) return (string?)Wrong(tree, "a text");
        CheckText(tree.Start, tree.Text!, shape);
        return tree.Text;
    }

    private void CheckText(int offset, string text, ValueShape.Text shape)
    {
        CheckLength(offset, text, shape.MinLength, shape.MaxLength);
        if (shape.Format is not { } format) return;
        if (!TextFormats.Matches(format, text))
        {
            ReportAt(offset, DocumentCodes.BadFormat, $"\"{Shorten(text)}\" is not {TextFormats.Describe(format)}.");
        }
        else if (shape.Declares && IsReserved(format, text))
        {
            ReportAt(offset, DocumentCodes.ReservedName, $"The name \"{text}\" is used by the platform itself; choose another.");
        }
    }

    private static bool IsReserved(TextFormat format, string name) => format switch
    {
        TextFormat.ObjectName => ReservedWords.IsReservedObject(name),
        TextFormat.FieldName => ReservedWords.IsReservedField(name),
        _ => false,
    };

    private void CheckLength(int offset, string text, int least, int? most)
    {
        int length = text.Length - text.Count(char.IsLowSurrogate);
        if (length < least || (least > 0 && string.IsNullOrWhiteSpace(text)))
        {
            ReportAt(offset, DocumentCodes.TextLength, "The text must not be blank.");
        }
        else if (length > most)
        {
            ReportAt(offset, DocumentCodes.TextLength, $"The text has {length} characters; at most {most} fit.");
        }
    }

    private LocalizedText? BindLocalized(JsonTree tree, ValueShape.Localized shape)
    {
        if (tree.Kind == JsonValueKind.String)
        {
            CheckLength(tree.Start, tree.Text!, shape.MinLength, shape.MaxLength);
            return LocalizedText.Of(tree.Text!);
        }

        if (tree.Kind != JsonValueKind.Object) return (LocalizedText?)Wrong(tree, "a text, or an object of language tags and texts");
        if (tree.Members.Count == 0) ReportAt(tree.Start, DocumentCodes.ListLength, "There must be a text in at least one language.");
        List<LocalizedEntry> entries = [];
        ValueShape.Text text = new(shape.MinLength, shape.MaxLength, null, false);
        foreach (JsonTree.Member member in tree.Members)
        {
            In(member.Key, () =>
            {
                if (!TextFormats.Matches(TextFormat.LanguageTag, member.Key))
                {
                    ReportAt(member.KeyStart, DocumentCodes.BadFormat, $"\"{Shorten(member.Key)}\" is not {TextFormats.Describe(TextFormat.LanguageTag)}.");
                }

                if (BindText(member.Value, text) is { } value) entries.Add(new LocalizedEntry(member.Key, value));
                return null;
            });
        }

        return new LocalizedText([.. entries.OrderBy(e => e.Language, StringComparer.Ordinal)]);
    }

    private object? BindWhole(JsonTree tree, ValueShape.Whole shape)
    {
        if (tree.Kind != JsonValueKind.Number) return Wrong(tree, "a whole number");
        if (!decimal.TryParse(tree.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number))
        {
            return Refused(tree, DocumentCodes.OutOfRange, $"{Shorten(tree.Text!)} is not a whole number in plain digits.");
        }

        if (number < shape.Min || number > shape.Max)
        {
            return Refused(tree, DocumentCodes.OutOfRange, $"{tree.Text} is not between {shape.Min} and {shape.Max}.");
        }

        return shape.Clr == typeof(int) ? (object)(int)number : (long)number;
    }

    private object? BindNumber(JsonTree tree)
    {
        if (tree.Kind != JsonValueKind.Number) return Wrong(tree, "a number");
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (tree.Text!.Count(char.IsAsciiDigit) > 28 || !decimal.TryParse(tree.Text, plain, CultureInfo.InvariantCulture, out decimal number))
        {
            return Refused(tree, DocumentCodes.OutOfRange, $"{Shorten(tree.Text!)} is not a number of at most 28 plain digits.");
        }

        return number;
    }

    private object? BindChoice(JsonTree tree, ValueShape.Choice shape)
    {
        if (tree.Kind != JsonValueKind.String) return Wrong(tree, "a text");
        for (int i = 0; i < shape.Names.Count; i++)
        {
            if (shape.Names[i] == tree.Text) return Enum.GetValues(shape.Clr).GetValue(i);
        }

        string? nearest = NearestName.Find(tree.Text!, shape.Names);
        ReportAt(tree.Start, DocumentCodes.UnknownValue, $"\"{Shorten(tree.Text!)}\" is none of {string.Join(", ", shape.Names)}.", nearest);
        return null;
    }

    private object? BindAny(JsonTree tree)
    {
        if (tree.Kind == JsonValueKind.Null) return Wrong(tree, "a value");
        if (sink.Any) return null;
        using JsonDocument parsed = JsonDocument.Parse(source.Utf8[tree.Start..tree.End]);
        return JsonText.Of(parsed.RootElement);
    }

    private object? BindList(JsonTree tree, ValueShape.List shape)
    {
        if (tree.Kind != JsonValueKind.Array) return Wrong(tree, "a list");
        if (tree.Items.Count < shape.MinCount) ReportAt(tree.Start, DocumentCodes.ListLength, $"The list needs at least {shape.MinCount} item.");
        if (tree.Items.Count > shape.MaxCount)
        {
            return Refused(tree, DocumentCodes.ListLength, $"The list has {tree.Items.Count} items; at most {shape.MaxCount} are accepted.");
        }

        List<object?> items = [];
        for (int i = 0; i < tree.Items.Count; i++)
        {
            JsonTree item = tree.Items[i];
            items.Add(In(i.ToString(CultureInfo.InvariantCulture), () => BindValue(item, shape.Item)));
        }

        return sink.Any ? null : shape.Factory.Create(items);
    }

    private object? BindSort(JsonTree tree, ValueShape.Sort shape)
    {
        if (tree.Kind == JsonValueKind.Object) return BindObject(tree, shape.Record);
        if (tree.Kind != JsonValueKind.String) return Wrong(tree, "a field name, \"-\" and a field name, or an object");
        bool descending = tree.Text!.StartsWith('-');
        string field = descending ? tree.Text[1..] : tree.Text;
        CheckText(tree.Start, field, (ValueShape.Text)shape.Record.Members[0].Value);
        return new Documents.SortKey(field, descending);
    }

    private object? BindMap(JsonTree tree, ValueShape.Map shape)
    {
        if (tree.Kind != JsonValueKind.Object) return Wrong(tree, shape.Value is ValueShape.Text ? "an object of keys and texts" : "an object of keys and values");
        if (tree.Members.Count > shape.MaxCount)
        {
            return Refused(tree, DocumentCodes.ListLength, $"There are {tree.Members.Count} entries; at most {shape.MaxCount} are accepted.");
        }

        List<object?> entries = [];
        foreach (JsonTree.Member member in tree.Members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            In(member.Key, () =>
            {
                CheckText(member.KeyStart, member.Key, shape.Key);
                if (BindValue(member.Value, shape.Value) is { } value) entries.Add(shape.Create(member.Key, value));
                return null;
            });
        }

        return sink.Any ? null : shape.Factory.Create(entries);
    }

    private object? In(string segment, Func<object?> bind)
    {
        _path.Add(segment);
        object? value = bind();
        _path.RemoveAt(_path.Count - 1);
        return value;
    }

    private void ReportUnknownKeys(JsonTree tree, HashSet<string> known, HashSet<string> notSuggested, IReadOnlyList<FlatShape> flats)
    {
        foreach (JsonTree.Member member in tree.Members)
        {
            if (known.Contains(member.Key)) continue;
            string? nearest = NearestName.Find(member.Key, known.Except(notSuggested));
            string pointer = JsonPointer.Of(_path.Append(member.Key));
            Sentence message = Elsewhere(tree, member.Key, flats) ?? $"There is no key \"{Shorten(member.Key)}\" here.";
            sink.AddAt(member.KeyStart, pointer, DocumentCodes.UnknownKey, message, nearest);
        }
    }

    /// <summary>A key that other cases of the same value have: a setting of fields of other types, say.</summary>
    private static Sentence? Elsewhere(JsonTree tree, string key, IReadOnlyList<FlatShape> flats)
    {
        foreach (FlatShape flat in flats)
        {
            if (flat.Discriminator is not { } discriminator || tree[discriminator]?.Text is not { } chosen) continue;
            string[] others = [.. flat.Cases.Where(c => c.Name != chosen && c.Record.Members.Any(m => m.Key == key)).Select(c => c.Name)];
            if (others.Length > 0) return $"Where \"{discriminator}\" is \"{chosen}\" there is no key \"{key}\"; it belongs to {string.Join(", ", others)}.";
        }

        return null;
    }

    private void ReportMissing(JsonTree tree, string key) =>
        ReportAt(tree.Start, DocumentCodes.MissingKey, $"The key \"{key}\" is missing.");

    private void Report(JsonTree tree, string key, string code, Sentence message, string? suggestion = null) =>
        sink.AddAt(tree.Start, JsonPointer.Of(_path.Append(key)), code, message, suggestion);

    private void ReportAt(int offset, string code, Sentence message, string? suggestion = null) =>
        sink.AddAt(offset, JsonPointer.Of(_path), code, message, suggestion);

    private object? Wrong(JsonTree tree, string wanted)
    {
        return tree.Kind == JsonValueKind.Null
            ? Refused(tree, DocumentCodes.WrongType, $"This must be {wanted}, not {tree.Describe()}; leave the key out to give no value.")
            : Refused(tree, DocumentCodes.WrongType, $"This must be {wanted}, not {tree.Describe()}.");
    }

    private object? Refused(JsonTree tree, string code, Sentence message)
    {
        ReportAt(tree.Start, code, message);
        return null;
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "…");
}
