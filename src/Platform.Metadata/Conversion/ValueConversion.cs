using Platform.Metadata.Changes;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;

namespace Platform.Metadata.Conversion;

/// <summary>
/// Converts stored values when a field's type changes, inside the database. A value that cannot be expressed in the new type exactly
/// becomes blank, never something near it; what was there stays in the set-aside column.
/// </summary>
/// <param name="Schema">Schema of the tenant.</param>
/// <param name="Model">Model that has the objects that the source field refers to.</param>
/// <param name="Next">Model that has the objects that the new field refers to.</param>
public sealed record ValueConversion(string Schema, TenantModel Model, TenantModel Next)
{
    /// <summary>Tables that are not called now as the model calls them, by the object's id.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();

    /// <summary>The object that a reference points to, with its table; null where it has none, before or after the change.</summary>
    internal (ObjectModel Object, SqlTable Table)? TargetOf(string name) =>
        Next.TryGetObject(name, out ObjectModel? target) && Model.Objects.Any(o => o.Id == target.Id)
            ? (target, new SqlTable(Schema, Tables.GetValueOrDefault(target.Id, target.Table)))
            : null;

    /// <summary>Values for the columns of <paramref name="to"/> from the columns of <paramref name="from"/>, in order.</summary>
    /// <param name="from">The field before.</param>
    /// <param name="to">The field after.</param>
    /// <param name="source">The columns of <paramref name="from"/>, in order, as they can be read now.</param>
    /// <returns>One expression per column of <paramref name="to"/>; nulls when nothing can be converted.</returns>
    public IReadOnlyList<SqlExpression> Convert(FieldModel from, FieldModel to, IReadOnlyList<SqlExpression> source)
    {
        IReadOnlyList<SqlExpression> values = Attempt(from, to, source);
        return Fill(to, values);
    }

    /// <summary>The values of a field's columns, with its default where a checkbox would be blank: it always says yes or no.</summary>
    public static IReadOnlyList<SqlExpression> Fill(FieldModel field, IReadOnlyList<SqlExpression> values) =>
        field.Type is CheckboxType && ColumnDefault.Of(field.Type, field.Default, field.Column.Type) is { } constant
            ? [SqlExpression.Call("coalesce", values[0], constant.ToSql())]
            : values;

    /// <summary>As <see cref="Convert"/>, with null for a checkbox too where nothing says yes or no.</summary>
    public IReadOnlyList<SqlExpression> Attempt(FieldModel from, FieldModel to, IReadOnlyList<SqlExpression> source)
    {
        if (to.Columns.Count == 0) return [];
        SqlExpression[] blank = [.. to.Columns.Select(_ => SqlExpression.Null)];
        if (source.Count == 0) return blank;
        if (to.Type is AddressType && TextReading.Of(from, source) is { } street) return [street, .. blank.Skip(1)];
        if (from.Type is AddressType && to.Type is AddressType) return source;
        if (to.Columns.Count != 1) return blank;
        SqlExpression? value = SameReference(from, to, source) ?? DirectConversion.Of(from.Type, to.Type, source);
        if (value is null && TextReading.Of(from, source) is { } text) value = TextParsing.To(this, to, text);
        return [value ?? SqlExpression.Null];
    }

    // A rollback may lead from a reference to a former one of the same target, over others in between.
    private SqlExpression? SameReference(FieldModel from, FieldModel to, IReadOnlyList<SqlExpression> source) =>
        (from.Type, to.Type) is (LookupType or MasterDetailType, LookupType or MasterDetailType)
            && !References.Differ(Model, from.Type, Next, to.Type)
            ? TextParsing.To(this, to, source[0].As(SqlType.Text))
            : null;

    /// <summary>True in rows where the field has a value.</summary>
    public static SqlExpression HasValue(IReadOnlyList<SqlExpression> columns) =>
        SqlExpression.Or([.. columns.Select(c => c.IsNotNull())]);
}
