using System.Globalization;
using System.Text.Json;
using Platform.Expressions.Diagnostics;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Reading;

namespace Platform.Metadata.Compilation;

/// <summary>Checks a filter in the JSON form of the API's filter argument: fields, operators, and the form of each operand.</summary>
internal sealed class FilterChecker(PartBuilder part, Document document)
{
    private static readonly string[] Combinations = ["and", "or", "not", "search", "isNull"];
    private readonly List<string> _path = ["filter"];

    /// <summary>Checks a filter over an object.</summary>
    public void Check(JsonText filter, ObjectModel model) => Conditions(filter.ToElement(), model);

    private void Conditions(JsonElement value, ObjectModel model)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Bad($"Conditions on {model.Name} are an object, not {Describe(value)}.");
            return;
        }

        foreach (JsonProperty member in value.EnumerateObject()) In(member.Name, () => Condition(member, model));
    }

    private void Condition(JsonProperty member, ObjectModel model)
    {
        switch (member.Name)
        {
            case "and" or "or" when member.Value.ValueKind == JsonValueKind.Array:
                Each(member.Value, item => Conditions(item, model));
                return;
            case "and" or "or" or "not":
                Conditions(member.Value, model);
                return;
            case "search":
                if (member.Value.ValueKind != JsonValueKind.String) Bad("\"search\" takes a text.");
                return;
            case "isNull" when _path.Count == 2:
                Bad("\"isNull\" stands below a field.");
                return;
            case "isNull":
                Flag(member.Value);
                return;
        }

        if (model.TryGetField(member.Name, out FieldModel? field))
        {
            part.Use(Element.Field(model.Name, field.Name), document, Pointer);
            Field(member.Value, field);
        }
        else if (model.Relations.FirstOrDefault(r => r.Name == member.Name) is { } relation)
        {
            part.Use(Element.Relation(model.Name, relation.Name), document, Pointer);
            Related(member.Value, relation.SourceObject);
        }
        else
        {
            IEnumerable<string> names = model.Fields.Select(f => f.Name).Concat(model.Relations.Select(r => r.Name)).Concat(Combinations);
            part.Unknown(
                document, Pointer, DocumentCodes.UnknownField, $"{model.Name} has no field or relation \"{member.Name}\".", member.Name, names);
        }
    }

    private void Field(JsonElement value, FieldModel field)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Bad($"The condition on \"{field.Name}\" is an object of operators, for example {{\"eq\": …}}, not {Describe(value)}.");
            return;
        }

        switch (field.Type)
        {
            case LookupType or MasterDetailType or FileType or ImageType:
                if (part.Object(field.Type.Targets()[0]) is { } target) Conditions(value, target);
                break;
            case ManyToManyType many:
                Related(value, many.Target);
                break;
            case PolymorphicLookupType several:
                Polymorphic(value, several);
                break;
            case AddressType:
                Parts(value, FieldParts.Address, new TextType());
                break;
            case GeolocationType:
                Parts(value, FieldParts.Geolocation, new DecimalType(9, 6));
                break;
            default:
                Operators(value, field.Name, field.Type);
                break;
        }
    }

    private void Related(JsonElement value, string target)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Bad($"The condition on related records is an object of \"some\", \"none\" or \"every\", not {Describe(value)}.");
            return;
        }

        foreach (JsonProperty member in value.EnumerateObject())
        {
            In(member.Name, () =>
            {
                if (!FilterOperators.Lists.Contains(member.Name)) UnknownOperator(member.Name, "related records", FilterOperators.Lists);
                else if (part.Object(target) is { } model) Conditions(member.Value, model);
            });
        }
    }

    private void Polymorphic(JsonElement value, PolymorphicLookupType type)
    {
        Dictionary<string, string> targets = type.Targets.Distinct().ToDictionary(ApiNames.Singular, t => t, StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            In(member.Name, () =>
            {
                if (member.Name == "isNull") Flag(member.Value);
                else if (!targets.TryGetValue(member.Name, out string? name)) UnknownOperator(member.Name, "a reference to several objects", [.. targets.Keys, "isNull"]);
                else if (part.Object(name) is { } target) Conditions(member.Value, target);
            });
        }
    }

    private void Parts(JsonElement value, IReadOnlyList<string> parts, FieldType type)
    {
        foreach (JsonProperty member in value.EnumerateObject())
        {
            In(member.Name, () =>
            {
                if (member.Name == "isNull") Flag(member.Value);
                else if (!parts.Contains(member.Name)) UnknownOperator(member.Name, "its parts", [.. parts, "isNull"]);
                else if (member.Value.ValueKind == JsonValueKind.Object) Operators(member.Value, member.Name, type);
                else Bad($"The condition on \"{member.Name}\" is an object of operators, not {Describe(member.Value)}.");
            });
        }
    }

    private void Operators(JsonElement value, string name, FieldType type)
    {
        IReadOnlyList<string> known = FilterOperators.For(type);
        if (known.Count == 0) Bad($"\"{name}\" of type {type.Name} cannot be filtered.");
        foreach (JsonProperty member in value.EnumerateObject())
        {
            In(member.Name, () =>
            {
                if (known.Contains(member.Name)) Operand(member.Name, member.Value, type);
                else if (known.Count > 0) UnknownOperator(member.Name, $"\"{name}\" of type {type.Name}", known);
            });
        }
    }

    private void Operand(string name, JsonElement value, FieldType type)
    {
        switch (name)
        {
            case "isNull":
                Flag(value);
                break;
            case "mode":
                if (value.ValueKind != JsonValueKind.String || value.GetString() is not ("SENSITIVE" or "INSENSITIVE")) Bad("\"mode\" is SENSITIVE or INSENSITIVE.");
                break;
            case "in" or "notIn" or "hasAny" or "hasAll":
                if (value.ValueKind == JsonValueKind.Array) Each(value, item => Value(item, type));
                else Value(value, type);
                break;
            case "between":
                if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 2) Bad("\"between\" takes a list of two values, the least and the greatest.");
                else Each(value, item => Value(item, type));
                break;
            case "within":
                if (DatePeriodProblem(value) is { } problem) Bad(problem);
                break;
            case "contains" or "startsWith" or "endsWith" or "like" or "search":
                if (value.ValueKind != JsonValueKind.String) Bad($"\"{name}\" takes a text.");
                break;
            default:
                Value(value, type);
                break;
        }
    }

    private void Value(JsonElement value, FieldType type)
    {
        if (OperandForms.Problem(value, type) is { } problem)
        {
            bool choice = type.Choices() is not null && value.ValueKind == JsonValueKind.String;
            string? nearest = choice ? NearestName.Find(value.GetString()!, type.Choices()!.Values.Select(v => v.Value)) : null;
            part.Error(document, Pointer, choice ? DocumentCodes.UnknownChoice : DocumentCodes.BadFilter, problem, nearest);
        }
        else if (type.Choices() is { } choices)
        {
            string owner = choices.Global ?? OwnerOfChoice();
            part.Use(Element.Choice(owner, value.GetString()!), document, Pointer);
        }
    }

    /// <summary>The field on the way to this operand that the choice belongs to, as noted by the last use of a field.</summary>
    private string OwnerOfChoice() => part.LastUsedField;

    private static Sentence? DatePeriodProblem(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => DatePeriods.Problem(value.GetString()!, null),
        JsonValueKind.Object when value.EnumerateObject().ToArray() is [{ Value.ValueKind: JsonValueKind.Number } only] && only.Value.TryGetInt32(out int n) =>
            DatePeriods.Problem(only.Name, n),
        _ => "\"within\" takes a period such as \"THIS_QUARTER\" or {\"LAST_N_DAYS\": 7}.",
    };

    private void Flag(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Bad("\"isNull\" takes true or false.");
    }

    private void Each(JsonElement list, Action<JsonElement> check)
    {
        int i = 0;
        foreach (JsonElement item in list.EnumerateArray()) In((i++).ToString(CultureInfo.InvariantCulture), () => check(item));
    }

    private void In(string segment, Action check)
    {
        _path.Add(segment);
        check();
        _path.RemoveAt(_path.Count - 1);
    }

    private string Pointer => JsonPointer.Of(_path);

    private void Bad(Sentence message) => part.Error(document, Pointer, DocumentCodes.BadFilter, message);

    private void UnknownOperator(string name, string on, IEnumerable<string> known) => part.Unknown(
        document, Pointer, DocumentCodes.BadFilter, $"There is no operator \"{name}\" for {on}; there are {string.Join(", ", known)}.", name, known);

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        _ => "true or false",
    };
}
