using System.Collections.Frozen;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Demo.Generation;
using Platform.Runtime.Demo.Operators;

namespace Platform.Runtime.Demo.Loading;

/// <summary>
/// Turns a generated value into the database values of its field. What the write pipeline would refuse is refused here too, so that a
/// loaded record can be opened and saved again.
/// </summary>
internal sealed class ValueEncoder(DemoObject type, FieldModel field, CompilationContext context)
{
    private readonly FrozenSet<string> _choices = (field.Type switch
    {
        PicklistType t => t.Choices,
        MultiPicklistType t => t.Choices,
        _ => null,
    })?.Values.Select(v => v.Value).ToFrozenSet(StringComparer.Ordinal) ?? [];

    /// <summary>Fills the field's columns.</summary>
    /// <exception cref="DemoException">The value does not fit the field.</exception>
    public void Encode(object? value, Span<object?> columns)
    {
        if (value is null or "")
        {
            if (field.Required) throw Unfit("a value is required");
            if (field.Type is CheckboxType) columns[0] = false;
            return;
        }

        switch (field.Type)
        {
            case AddressType:
                Address(value, columns);
                break;
            case GeolocationType:
                columns[0] = Degrees(value, "latitude", 90);
                columns[1] = Degrees(value, "longitude", 180);
                break;
            case PolymorphicLookupType t:
                DemoRow target = Row(value, t.Targets);
                columns[0] = target.Type.Model!.Id;
                columns[1] = target.Id;
                break;
            default:
                columns[0] = Single(value);
                break;
        }
    }

    private object? Single(object value) => field.Type switch
    {
        TextType t => Text(value, t.MaxLength),
        LongTextType t => Text(value, t.MaxLength),
        RichTextType t => Text(value, t.MaxLength),
        EmailType => Text(value, 254),
        PhoneType => Text(value, 40),
        UrlType => Text(value, 2048),
        PicklistType => Choice(value),
        MultiPicklistType => Choices(value),
        TagsType => Tags(value),
        IntegerType t => (int)Range(Math.Floor(Number(value)), t.Min, t.Max),
        DecimalType t => Range(Math.Round(Number(value), t.Scale, MidpointRounding.AwayFromZero), t.Min, t.Max),
        CurrencyType t => Range(Math.Round(Number(value), t.Scale, MidpointRounding.AwayFromZero), t.Min, t.Max),
        PercentType t => Range(Math.Round(Number(value), t.Scale + 2, MidpointRounding.AwayFromZero), t.Min, t.Max),
        CheckboxType => value is bool truth ? truth : throw Unfit($"\"{value}\" is not true or false"),
        DateType => value switch { DateOnly date => date, DateTime instant => context.DateOf(instant), _ => throw Unfit($"\"{value}\" is not a date") },
        DateTimeType => value is DateTime instant ? instant : throw Unfit($"\"{value}\" is not an instant"),
        DurationType => value is TimeSpan length ? (long)length.TotalSeconds : throw Unfit($"\"{value}\" is not a length of time"),
        LookupType t => Row(value, [t.Target]).Id,
        MasterDetailType t => Row(value, [t.Target]).Id,
        _ => throw Unfit($"demo data cannot fill a field of type {field.Type.Name}"),
    };

    private void Address(object value, Span<object?> columns)
    {
        if (value is not DemoRecord record) throw Unfit("an address is a record of street, city, state, postalCode, country");
        columns[0] = record["street"];
        columns[1] = record["city"];
        columns[2] = record["state"];
        columns[3] = record["postalCode"];
        columns[4] = record["country"];
    }

    private decimal Degrees(object value, string part, decimal most)
    {
        if (value is not DemoRecord record || record[part] is not decimal degrees) throw Unfit("a geolocation is a record of latitude and longitude");
        return Range(Math.Round(degrees, 6), -most, most);
    }

    private string Text(object value, int most)
    {
        string text = value as string ?? throw Unfit($"\"{value}\" is not a text");
        return text.Length <= most ? text : throw Unfit($"\"{text}\" is longer than {most} characters");
    }

    private decimal Number(object value) => value is decimal number ? number : throw Unfit($"\"{value}\" is not a number");

    private decimal Range(decimal number, decimal? least, decimal? most) =>
        number < least || number > most ? throw Unfit($"{number} is not between {least} and {most}") : number;

    private string Choice(object value) =>
        value is string text && _choices.Contains(text) ? text : throw Unfit($"\"{value}\" is not one of its choices");

    // In the order of the list, without repeats, as the API stores them.
    private string[]? Choices(object value)
    {
        if (value is not object?[] list) throw Unfit("a list of choices is needed");
        HashSet<string> chosen = [.. list.OfType<object>().Select(Choice)];
        PicklistSource source = ((MultiPicklistType)field.Type).Choices;
        return chosen.Count == 0 ? null : [.. source.Values.Select(v => v.Value).Where(chosen.Contains)];
    }

    private string[]? Tags(object value)
    {
        if (value is not object?[] list) throw Unfit("a list of tags is needed");
        string[] tags = [.. list.OfType<string>().Distinct(StringComparer.Ordinal)];
        return tags.Length == 0 ? null : tags;
    }

    private DemoRow Row(object value, IReadOnlyCollection<string> targets) =>
        value is DemoRow { Type.Model: { } model } row && targets.Contains(model.Name)
            ? row
            : throw Unfit($"{(value is DemoRow other ? "a row of " + other.Type.Name : "\"" + value + "\"")} is not a row of {string.Join(" or ", targets)}");

    private DemoException Unfit(string reason) => new($"{type.Name}.{field.Name}: {reason}.");
}
