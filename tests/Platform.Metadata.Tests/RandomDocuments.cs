using System.Reflection;
using System.Text.Json;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Rules;
using Platform.Metadata.Shapes;

namespace Platform.Metadata.Tests;

/// <summary>Makes random documents of any kind out of their shapes; readable, but what they refer to does not exist.</summary>
internal sealed class RandomDocuments(int seed)
{
    private static readonly string[] Alphabet = ["a", "B", "7", " ", "é", "光", "😀", "\"", "\\", "/", "\n", "<", "‏", "\u0001"];
    private static readonly string[] Languages = ["de", "en", "pt-BR", "zh-CN"];
    private readonly Random _random = new(seed);

    public Document Next(Type type)
    {
        RecordShape shape = RecordShape.Of(type);
        Dictionary<PropertyInfo, object?> values = Values(shape);
        foreach (MemberShape member in shape.Members)
        {
            if (member.Key == "name") values[member.Property] = Formatted(shape.Named!.Format);
            if (member.Key == "label" && shape.Named!.LabelRequired) values[member.Property] = Value(member.Value, 0);
            if (member.Key == "id" && Flip()) values[member.Property] = values[shape.Members.First(m => m.Key == "name").Property];
        }

        return (Document)shape.Create(values);
    }

    private Dictionary<PropertyInfo, object?> Values(RecordShape shape, int depth = 0)
    {
        Dictionary<PropertyInfo, object?> values = [];
        foreach (MemberShape member in shape.Members)
        {
            if (member.Required || Flip()) values[member.Property] = Value(member.Value, depth);
        }

        foreach (FlatShape flat in shape.Flats)
        {
            RecordShape chosen = flat.Cases[_random.Next(flat.Cases.Count)].Record;
            values[flat.Property] = chosen.Create(Values(chosen, depth));
        }

        return values;
    }

    private object Value(ValueShape shape, int depth) => shape switch
    {
        ValueShape.Text text => text.Format is { } format ? Formatted(format) : Text(text.MinLength, text.MaxLength),
        ValueShape.Localized text => Localized(text),
        ValueShape.Flag => Flip(),
        ValueShape.Whole whole => whole.Clr == typeof(int) ? (object)(int)Whole(whole) : Whole(whole),
        ValueShape.Number => decimal.Round((decimal)(_random.NextDouble() * 2000 - 1000), _random.Next(6)),
        ValueShape.Choice choice => Enum.GetValues(choice.Clr).GetValue(_random.Next(choice.Names.Count))!,
        ValueShape.Any => JsonText.Of(JsonSerializer.SerializeToElement(new { a = new object?[] { 1, "光", null, true }, b = Text(0, 5) })),
        ValueShape.List list => list.Factory.Create(
            [.. Enumerable.Range(0, Math.Max(list.MinCount, depth > 2 ? 0 : _random.Next(Math.Min(list.MaxCount, 4)))).Select(_ => Value(list.Item, depth + 1))]),
        ValueShape.Object record => record.Record.Create(Values(record.Record, depth + 1)),
        ValueShape.Sort sort => sort.Record.Create(Values(sort.Record, depth + 1)),
        ValueShape.Map map => map.Factory.Create(
            [.. Enumerable.Range(0, _random.Next(4)).Select(i => map.Create(Key(map.Key, i), Value(map.Value, depth + 1)))]),
        _ => throw new InvalidOperationException(shape.ToString()),
    };

    private static string Key(ValueShape.Text shape, int i) => shape.Format switch
    {
        TextFormat.TranslationKey => $"object.Thing{i}.label",
        TextFormat.ObjectName => $"A{i}",
        _ => $"a{i}",
    };

    private long Whole(ValueShape.Whole whole) =>
        _random.NextInt64((long)whole.Min, (long)Math.Min(whole.Max, long.MaxValue - 1) + 1);

    private LocalizedText Localized(ValueShape.Localized shape)
    {
        string[] languages = [.. Languages.Where(_ => Flip())];
        if (languages.Length == 0) languages = ["en"];
        return new LocalizedText(languages.Order(StringComparer.Ordinal).Select(l => new LocalizedEntry(l, Text(shape.MinLength, shape.MaxLength))).ToEquatableArray());
    }

    private string Text(int least, int? most)
    {
        string text = string.Concat(Enumerable.Range(0, _random.Next(Math.Min(most ?? 20, 20) / 2 + 1)).Select(_ => Alphabet[_random.Next(Alphabet.Length)]));
        return least > 0 && string.IsNullOrWhiteSpace(text) ? "x" : text;
    }

    private string Formatted(TextFormat format)
    {
        string letters = string.Concat(Enumerable.Range(0, _random.Next(1, 8)).Select(_ => (char)('a' + _random.Next(26))));
        return format switch
        {
            TextFormat.ObjectName or TextFormat.ObjectNameOrAll => Unreserved("X" + letters),
            TextFormat.FieldName or TextFormat.DocumentName or TextFormat.NamePrefix or TextFormat.IconKey => Unreserved("x" + letters),
            TextFormat.StableId => "x_" + letters,
            TextFormat.ModulePath => letters + ".ts",
            TextFormat.FieldPath => Flip() ? letters : letters + ".name",
            TextFormat.ChoiceKey => letters + "-1",
            TextFormat.Color => "#2e7D32",
            TextFormat.LanguageTag => Flip() ? "de" : "zh-Hans-CN",
            TextFormat.Version => $"{_random.Next(9)}.{_random.Next(99)}.0",
            TextFormat.TranslationKey => "object." + letters + ".label",
            TextFormat.TimeOfDay => Flip() ? "09:30" : "24:00",
            TextFormat.Day => Flip() ? "2026-10-01" : "2026-02-31",
            TextFormat.MediaType => Flip() ? "image/*" : "application/pdf",
            TextFormat.AddressPart => Flip() ? letters.ToLowerInvariant() : letters.ToLowerInvariant() + "-1",
            TextFormat.HostName => Flip() ? letters + ".example.com" : letters + ":8443",
            _ => throw new InvalidOperationException(format.ToString()),
        };
    }

    private static string Unreserved(string name) => ReservedWords.IsReservedField(name) || ReservedWords.IsReservedObject(name) ? name + "1" : name;

    private bool Flip() => _random.Next(2) == 0;
}
