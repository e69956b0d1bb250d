using Platform.Metadata.Changes;
using Platform.Metadata.Conversion;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.RequiredMissing"/>: records lack a value that is required from now on.</summary>
public sealed class MissingValues : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change) => change switch
    {
        AddField c when !context.IsNew(c.Object) => Probe(context, index, c.Object, c.Field),
        ChangeRequired { To.Required: true } c when !IsRetyped(context, c) => Probe(context, index, c.Object, c.To),
        RetypeField c when c.To.Required || c.To.Columns.Any(x => x.NotNull) => Probe(context, index, c.Object, c.To),
        ChangeNumericPrecision { To.Required: true, Effect: StorageEffect.Convert } c => Probe(context, index, c.Object, c.To),
        ChangeLookupTarget c => Probe(context, index, c.Object, c.To),
        RestoreField c => Probe(context, index, c.Object, c.Field),
        RevertField c => Probe(context, index, c.Object, c.To),
        _ => [],
    };

    private static IEnumerable<HazardProbe> Probe(HazardContext context, int index, ObjectModel owner, FieldModel field)
    {
        // A checkbox is filled with its default wherever it would be blank.
        bool refused = field.Columns.Any(c => c.NotNull);
        if (field.Type is CheckboxType || (!field.Required && !refused)) yield break;
        if (field.LinkTable is not null || field.Columns.Count == 0) yield break;
        SqlExpression blank = SqlExpression.Not(ValueConversion.HasValue([.. context.Future(owner, field).Where(c => c != SqlExpression.Null)]));

        // The column refuses blank values in the recycle bin too.
        SqlExpression where = refused ? blank : SqlExpression.And(HazardQuery.Live(owner), blank);
        FieldModel name = owner.Field(owner.NameField);
        SqlExpression? shown = name.Id == field.Id || !Exists(context, owner, name)
            ? null
            : HazardQuery.Shown(name, context.Present(owner, name));
        yield return context.Probe(
            HazardCodes.RequiredMissing, HazardSeverity.Confirm, index, owner, where, shown, n => Message(field, n)) with
        {
            NotNullColumn = refused ? (owner.Table, field.Column.Name) : null,
        };
    }

    // Becoming a detail tells of it already.
    private static bool IsRetyped(HazardContext context, ChangeRequired change) =>
        context.Storage.Changes.Any(c => c is RetypeField r && r.Object.Id == change.Object.Id && r.To.Id == change.To.Id);

    private static bool Exists(HazardContext context, ObjectModel owner, FieldModel field) =>
        context.Storage.From.Model.Objects.FirstOrDefault(o => o.Id == owner.Id)?.Fields.Any(f => f.Id == field.Id && f.Columns == field.Columns)
        == true && TableMapping.ColumnsOf(field).Any();

    private static LocalizedText Message(FieldModel field, long count)
    {
        (string en, string zh) = Wording.Both(field.Label);
        return Wording.Of(
            $"{Wording.Count(count, "record")} {(count == 1 ? "has" : "have")} no “{en}”, which is required from now on. "
            + "They stay as they are until they are next edited.",
            $"{count} 条记录没有“{zh}”，该字段今后必填；这些记录在下次编辑前保持不变。");
    }
}
