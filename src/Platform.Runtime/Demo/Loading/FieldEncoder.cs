using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Demo.Generation;
using Platform.Runtime.Demo.Operators;
using Platform.Runtime.Demo.Specification;

namespace Platform.Runtime.Demo.Loading;

/// <summary>Writes the columns of one field of a row.</summary>
internal sealed class FieldEncoder
{
    private readonly Action<DemoRow, DemoNumbers, Span<object?>> _encode;

    private FieldEncoder(FieldModel field, Action<DemoRow, DemoNumbers, Span<object?>> encode)
    {
        Field = field;
        _encode = encode;
    }

    /// <summary>The field.</summary>
    public FieldModel Field { get; }

    /// <summary>Fills <paramref name="columns"/>, one value per column of the field.</summary>
    public void Encode(DemoRow row, DemoNumbers numbers, Span<object?> columns) => _encode(row, numbers, columns);

    /// <summary>The encoder of a field; null for one that the rows leave to its column's default.</summary>
    public static FieldEncoder? For(DemoObject type, FieldModel field, CompilationContext context)
    {
        if (field.IsSystem && field.Name is not (SystemFields.Currency or SystemFields.RecordType or SystemFields.Pipeline or SystemFields.StageSince)) return System(type, field);
        if (field.Type is AutoNumberType auto)
        {
            int created = type.Created!.Value;
            return new(field, (row, numbers, columns) => columns[0] = numbers.Next(type.Model!, field, auto, context.DateOf((DateTime)row[created]!)));
        }

        if (type.Slot(field.Name) is not { } slot) return NotGiven(type, field, context);
        ValueEncoder encoder = new(type, field, context);
        return new(field, (row, _, columns) => encoder.Encode(row[slot], columns));
    }

    // What the rows say nothing about gets the field's default, as a record of the API would.
    private static FieldEncoder? NotGiven(DemoObject type, FieldModel field, CompilationContext context)
    {
        if (field.Required && field.Default is null) throw new DemoException($"{type.Name}.{field.Name} is required and the rows give no value.");
        if (field.Default is null && field.Type is not CheckboxType) return null;
        object? constant = field.Default is null ? false : DemoPools.Value(field.Default.ToElement());
        ValueEncoder encoder = new(type, field, context);
        return new(field, (_, _, columns) => encoder.Encode(constant, columns));
    }

    private static FieldEncoder? System(DemoObject type, FieldModel field)
    {
        int created = type.Created!.Value;
        int? updated = type.Slot(DemoSystemValues.Updated), owner = type.Slot(DemoSystemValues.Owner), version = type.Slot(DemoSystemValues.Version);
        int? deleted = type.Slot(DemoSystemValues.Deleted);
        int? creator = type.Slot(DemoSystemValues.CreatedBy) ?? owner, changer = type.Slot(DemoSystemValues.UpdatedBy) ?? creator;
        return field.Name switch
        {
            SystemFields.Id => new(field, (row, _, columns) => columns[0] = row.Id),
            SystemFields.Version => new(field, (row, _, columns) => columns[0] = version is { } v && row[v] is decimal n ? (int)n : 1),
            SystemFields.CreatedAt => new(field, (row, _, columns) => columns[0] = row[created]),
            SystemFields.UpdatedAt => new(field, (row, _, columns) => columns[0] = (updated is { } u ? row[u] : null) ?? row[created]),
            SystemFields.DeletedAt => deleted is { } d ? new(field, (row, _, columns) => columns[0] = row[d]) : null,
            SystemFields.CreatedBy => User(field, creator),
            SystemFields.UpdatedBy => User(field, changer),
            SystemFields.Owner => User(field, owner),
            _ => null,
        };
    }

    private static FieldEncoder? User(FieldModel field, int? slot) => slot is not { } s ? null : new(field, (row, _, columns) => columns[0] = row[s] switch
    {
        null => null,
        DemoRow { Type.Name: "User" } user => user.Id,
        _ => throw new DemoException($"{row.Type.Name}: \"{field.Name}\" must be a row of User."),
    });
}
