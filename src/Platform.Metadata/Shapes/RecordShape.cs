using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Shapes;

/// <summary>
/// How a record type looks as a JSON object, derived from its properties or primary constructor and their attributes. The key is the
/// property's name in lower camel case; a member is required when it is a <c>required</c> property, or a constructor parameter that is
/// neither nullable nor a list nor a flag nor an enum and has no default.
/// </summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Cache = new();

    private readonly ConstructorInfo _constructor;
    private readonly object?[] _emptyArguments;
    private readonly Dictionary<PropertyInfo, int> _positions = [];

    private RecordShape(Type type)
    {
        Type = type;
        _constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First(c => !IsCopyConstructor(c, type));
        _emptyArguments = [.. _constructor.GetParameters().Select(DefaultOf)];
        Named = type.GetCustomAttribute<NamedAttribute>();
        object template = _constructor.Invoke(_emptyArguments);
        List<Slot> slots = [];
        foreach (PropertyInfo property in DeclaredProperties(type))
        {
            ParameterInfo? parameter = Array.Find(_constructor.GetParameters(), p => p.Name == property.Name);
            if (parameter is not null) _positions[property] = parameter.Position;
            ICustomAttributeProvider attributes = parameter is null ? property : parameter;
            slots.Add(Attribute<FlatAttribute>(attributes) is null
                ? new Slot(MemberOf(property, parameter, attributes, template), null)
                : new Slot(null, FlatOf(property)));
        }

        Slots = slots;
        Members = [.. slots.Select(s => s.Member).OfType<MemberShape>()];
        Flats = [.. slots.Select(s => s.Flat).OfType<FlatShape>()];
    }

    /// <summary>The record type.</summary>
    public Type Type { get; }

    /// <summary>Members and flat values together, in canonical order.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    /// <summary>Its keys in canonical order, those of flat values left out.</summary>
    public IReadOnlyList<MemberShape> Members { get; }

    /// <summary>Values whose keys stand among the record's own.</summary>
    public IReadOnlyList<FlatShape> Flats { get; }

    /// <summary>Rules for the names of a document kind; null for records that are no documents.</summary>
    public NamedAttribute? Named { get; }

    /// <summary>The shape of a record type.</summary>
    public static RecordShape Of(Type type) => Cache.GetOrAdd(type, static t => new RecordShape(t));

    /// <summary>A record with the given values; a property that is not mentioned keeps its default.</summary>
    public object Create(IReadOnlyDictionary<PropertyInfo, object?> values)
    {
        object?[] arguments = (object?[])_emptyArguments.Clone();
        foreach ((PropertyInfo property, object? value) in values)
        {
            if (_positions.TryGetValue(property, out int position)) arguments[position] = value;
        }

        object record = _constructor.Invoke(arguments);
        if (arguments.Length > 0) return record;
        foreach ((PropertyInfo property, object? value) in values) property.SetValue(record, value);
        return record;
    }

    private static bool IsCopyConstructor(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [{ } single] && single.ParameterType == type;

    private static object? DefaultOf(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<DefaultValueAttribute>() is { } given) return given.Value;
        object? value = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        Type type = parameter.ParameterType;
        if (value is null) return type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type) is var zero && Nullable.GetUnderlyingType(type) is null ? zero : null : null;
        return type.IsEnum ? Enum.ToObject(type, value) : value;
    }

    /// <summary>Settable properties, those of the base record first.</summary>
    private static IEnumerable<PropertyInfo> DeclaredProperties(Type type)
    {
        IEnumerable<PropertyInfo> inherited = type.BaseType is { } parent && parent != typeof(object) ? DeclaredProperties(parent) : [];
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;
        return inherited.Concat(type.GetProperties(own).Where(p => p.SetMethod is { IsPublic: true }));
    }

    private static T? Attribute<T>(ICustomAttributeProvider member) where T : Attribute =>
        member.GetCustomAttributes(typeof(T), inherit: true) is [T first, ..] ? first : null;

    private static FlatShape FlatOf(PropertyInfo property) => property.PropertyType == typeof(FieldType)
        ? new FlatShape(property, "type", [.. FieldTypeNames.All.Select(t => (t.Name, Of(t.Type)))])
        : new FlatShape(property, null, [(string.Empty, Of(property.PropertyType))]);

    private static MemberShape MemberOf(
        PropertyInfo property, ParameterInfo? parameter, ICustomAttributeProvider attributes, object template)
    {
        NullabilityInfoContext context = new();
        bool nullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
            || (!property.PropertyType.IsValueType && context.Create(property).WriteState == NullabilityState.Nullable);
        string key = Attribute<JsonKeyAttribute>(attributes)?.Key ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        bool mayBeAbsent = nullable || property.PropertyType == typeof(bool) || property.PropertyType.IsEnum || IsList(property.PropertyType)
            || Attribute<DefaultValueAttribute>(attributes) is not null;
        bool required = parameter is null
            ? property.GetCustomAttribute<RequiredMemberAttribute>() is not null
            : !parameter.HasDefaultValue && !mayBeAbsent;
        return new MemberShape(key, ShapeOf(property.PropertyType, attributes), required, property.GetValue(template), property);
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>);

    private static ValueShape ShapeOf(Type declared, ICustomAttributeProvider attributes)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string)) return TextOf(attributes);
        if (type == typeof(bool)) return new ValueShape.Flag();
        if (type == typeof(int)) return WholeOf(type, int.MinValue, int.MaxValue, attributes);
        if (type == typeof(long)) return WholeOf(type, long.MinValue, long.MaxValue, attributes);
        if (type == typeof(decimal)) return new ValueShape.Number();
        if (type == typeof(JsonText)) return new ValueShape.Any();
        if (type == typeof(LocalizedText))
        {
            StringLengthAttribute? length = Attribute<StringLengthAttribute>(attributes);
            return new ValueShape.Localized(length?.MinimumLength ?? 0, length?.MaximumLength);
        }

        if (type.IsEnum) return new ValueShape.Choice(type, [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)]);
        if (IsList(type)) return ListOf(type.GetGenericArguments()[0], attributes);
        if (type == typeof(SortKey)) return new ValueShape.Sort(Of(type));
        return new ValueShape.Object(type);
    }

    private static ValueShape.Text TextOf(ICustomAttributeProvider attributes)
    {
        FormatAttribute? format = Attribute<FormatAttribute>(attributes);
        StringLengthAttribute? length = Attribute<StringLengthAttribute>(attributes);
        int? longest = format is null ? length?.MaximumLength : TextFormats.MaxLength(format.Format);
        return new ValueShape.Text(length?.MinimumLength ?? 0, longest, format?.Format, format?.Declares ?? false);
    }

    private static ValueShape.Whole WholeOf(Type type, long least, long greatest, ICustomAttributeProvider attributes)
    {
        if (Attribute<RangeAttribute>(attributes) is not { } range) return new ValueShape.Whole(type, least, greatest);
        IFormatProvider invariant = System.Globalization.CultureInfo.InvariantCulture;
        return new ValueShape.Whole(type, Convert.ToDecimal(range.Minimum, invariant), Convert.ToDecimal(range.Maximum, invariant));
    }

    private static ValueShape ListOf(Type element, ICustomAttributeProvider attributes)
    {
        int least = Attribute<MinLengthAttribute>(attributes)?.Length ?? 0;
        int most = Attribute<MaxLengthAttribute>(attributes)?.Length
            ?? throw new InvalidOperationException($"A list of {element.Name} in a document record has no [MaxLength].");
        if (element.GetCustomAttribute<MapEntryAttribute>() is not null) return new ValueShape.Map(Of(element), ListFactory.For(element), most);
        return new ValueShape.List(ListFactory.For(element), ShapeOf(element, attributes), least, most);
    }

    /// <summary>A place in the canonical order: either a member or a flat value.</summary>
    public readonly record struct Slot(MemberShape? Member, FlatShape? Flat);
}
