using System.Globalization;
using NJsonSchema;
using Platform.Metadata.Model;
using Platform.Metadata.Rules;
using Platform.Metadata.Shapes;

namespace Platform.Metadata.Schemas;

/// <summary>Builds the schema of one document kind out of its shape.</summary>
internal sealed class SchemaBuilder
{
    private readonly JsonSchema _root = new();

    /// <summary>The schema of a document.</summary>
    public JsonSchema Document(string kind, RecordShape shape)
    {
        _root.Title = kind;
        _root.Description = XmlDocumentation.Summary(shape.Type);
        _root.Type = JsonObjectType.Object;
        _root.AllowAdditionalProperties = false;
        _root.Properties["$schema"] = new JsonSchemaProperty { Type = JsonObjectType.String };
        JsonSchemaProperty kindProperty = new() { Type = JsonObjectType.String, Description = "The kind of document." };
        kindProperty.Enumeration.Add(kind);
        _root.Properties["kind"] = kindProperty;
        _root.RequiredProperties.Add("kind");
        foreach (MemberShape member in shape.Members)
        {
            bool isName = member.Key == "name";
            ValueShape value = isName ? new ValueShape.Text(1, TextFormats.MaxLength(shape.Named!.Format), shape.Named.Format, Declares: true) : member.Value;
            bool required = member.Required && member.Key != "id";
            AddProperty(_root, member with { Value = value, Required = required || (member.Key == "label" && shape.Named!.LabelRequired) });
        }

        return _root;
    }

    private void AddProperties(JsonSchema schema, RecordShape shape)
    {
        foreach (RecordShape.Slot slot in shape.Slots)
        {
            if (slot.Member is { } member) AddProperty(schema, member with { Required = member.Required && member.Key != "id" });
            else if (slot.Flat!.Discriminator is null) AddProperties(schema, slot.Flat.Cases[0].Record);
        }
    }

    private void AddProperty(JsonSchema schema, MemberShape member)
    {
        JsonSchemaProperty property = new();
        Fill(property, member.Value);
        property.Description = XmlDocumentation.Summary(member.Property);
        object? simpleDefault = member.Required ? null : Simple(member);
        if (simpleDefault is not null) property.Default = simpleDefault;
        schema.Properties[member.Key] = property;
        if (member.Required) schema.RequiredProperties.Add(member.Key);
    }

    private static object? Simple(MemberShape member) => (member.Value, member.Default) switch
    {
        (ValueShape.Choice choice, { } value) => choice.NameOf(value),
        (_, bool or int or long or string) => member.Default,
        _ => null,
    };

    private void Fill(JsonSchema schema, ValueShape value)
    {
        switch (value)
        {
            case ValueShape.Text text:
                FillText(schema, text);
                break;
            case ValueShape.Localized localized:
                schema.Reference = Defined(
                    string.Create(CultureInfo.InvariantCulture, $"text{localized.MinLength}To{localized.MaxLength}"), s => FillLocalized(s, localized));
                break;
            case ValueShape.Flag:
                schema.Type = JsonObjectType.Boolean;
                break;
            case ValueShape.Whole whole:
                schema.Type = JsonObjectType.Integer;
                schema.Minimum = whole.Min;
                schema.Maximum = whole.Max;
                break;
            case ValueShape.Number:
                schema.Type = JsonObjectType.Number;
                break;
            case ValueShape.Choice choice:
                schema.Type = JsonObjectType.String;
                foreach (string name in choice.Names) schema.Enumeration.Add(name);
                break;
            case ValueShape.Any:
                schema.Type = JsonObjectType.Array | JsonObjectType.Boolean | JsonObjectType.Number | JsonObjectType.Object | JsonObjectType.String;
                break;
            case ValueShape.List list:
                schema.Type = JsonObjectType.Array;
                schema.MinItems = list.MinCount;
                schema.MaxItems = list.MaxCount;
                schema.Item = new JsonSchema();
                Fill(schema.Item, list.Item);
                break;
            case ValueShape.Object record:
                schema.Reference = DefinedRecord(record.Record);
                break;
            case ValueShape.Sort sort:
                schema.Reference = Defined("sortKey", s => FillSort(s, sort));
                break;
            case ValueShape.Map map:
                FillMap(schema, map);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void FillText(JsonSchema schema, ValueShape.Text text)
    {
        schema.Type = JsonObjectType.String;
        schema.MaxLength = text.MaxLength;
        if (text.MinLength > 0) schema.MinLength = text.MinLength;
        schema.Pattern = text.Format is { } format ? TextFormats.Pattern(format) : text.MinLength > 0 ? "\\S" : null;
        IEnumerable<string> reserved = text switch
        {
            { Declares: true, Format: TextFormat.ObjectName } => ReservedWords.ReservedObjects,
            { Declares: true, Format: TextFormat.FieldName } => ReservedWords.ReservedFields,
            _ => [],
        };
        if (!reserved.Any()) return;
        JsonSchema words = new();
        foreach (string word in reserved.Order(StringComparer.Ordinal)) words.Enumeration.Add(word);
        schema.Not = words;
    }

    private static void FillLocalized(JsonSchema schema, ValueShape.Localized localized)
    {
        schema.Description = "A text in the default language (en), or an object of language tags and texts.";
        JsonSchema single = new();
        FillText(single, new ValueShape.Text(localized.MinLength, localized.MaxLength, null, false));
        JsonSchema byLanguage = new() { Type = JsonObjectType.Object, MinProperties = 1, AllowAdditionalProperties = false };
        JsonSchemaProperty text = new();
        FillText(text, new ValueShape.Text(localized.MinLength, localized.MaxLength, null, false));
        byLanguage.PatternProperties[TextFormats.Pattern(TextFormat.LanguageTag)] = text;
        schema.OneOf.Add(single);
        schema.OneOf.Add(byLanguage);
    }

    private void FillSort(JsonSchema schema, ValueShape.Sort sort)
    {
        schema.Description = "A field name, with a minus before it for the greatest first; or an object.";
        schema.OneOf.Add(new JsonSchema { Type = JsonObjectType.String, Pattern = "^-?[a-z][A-Za-z0-9]*$", MaxLength = 41 });
        JsonSchema record = new();
        FillRecord(record, sort.Record);
        schema.OneOf.Add(record);
    }

    private void FillMap(JsonSchema schema, ValueShape.Map map)
    {
        schema.Type = JsonObjectType.Object;
        schema.AllowAdditionalProperties = false;
        schema.MaxProperties = map.MaxCount;
        JsonSchemaProperty value = new();
        Fill(value, map.Value);
        schema.PatternProperties[TextFormats.Pattern(map.Key.Format!.Value)] = value;
    }

    private JsonSchema DefinedRecord(RecordShape shape) => Defined(char.ToLowerInvariant(shape.Type.Name[0]) + shape.Type.Name[1..], s => FillRecord(s, shape));

    private void FillRecord(JsonSchema schema, RecordShape shape)
    {
        schema.Description = XmlDocumentation.Summary(shape.Type);
        if (shape.Flats.FirstOrDefault(f => f.Discriminator is not null) is { } flat)
        {
            foreach ((string name, RecordShape record) in flat.Cases) schema.OneOf.Add(Case(shape, flat, name, record));
            return;
        }

        schema.Type = JsonObjectType.Object;
        schema.AllowAdditionalProperties = false;
        AddProperties(schema, shape);
    }

    private JsonSchema Case(RecordShape shape, FlatShape flat, string name, RecordShape record)
    {
        JsonSchema schema = new()
        {
            Title = name,
            Description = XmlDocumentation.Summary(record.Type),
            Type = JsonObjectType.Object,
            AllowAdditionalProperties = false,
        };
        JsonSchemaProperty chosen = new() { Type = JsonObjectType.String };
        chosen.Enumeration.Add(name);
        schema.Properties[flat.Discriminator!] = chosen;
        schema.RequiredProperties.Add(flat.Discriminator!);
        AddProperties(schema, shape);
        AddProperties(schema, record);
        return schema;
    }

    private JsonSchema Defined(string name, Action<JsonSchema> fill)
    {
        if (_root.Definitions.TryGetValue(name, out JsonSchema? known)) return known;
        JsonSchema made = new();
        _root.Definitions[name] = made;
        fill(made);
        return made;
    }
}
