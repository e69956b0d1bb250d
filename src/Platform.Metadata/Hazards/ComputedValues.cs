using System.Globalization;
using Platform.Metadata.Changes;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary>
/// <see cref="HazardCodes.ComputedValues"/>: records show another value than before. Asked where the new formula reads only what is stored
/// already as it will be, which is so unless the same plan brings or converts those fields.
/// </summary>
public sealed class ComputedValues : IHazardAnalyzer
{
    private const int MostSteps = 20;

    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        if (change is not ChangeFormula c) yield break;
        TenantModel before = context.Storage.From.Model, after = context.Storage.To.Model;
        ObjectModel was = before.Objects.First(o => o.Id == c.Object.Id);
        if (!IsStored(before, after, c.To, 0)) yield break;
        SqlExpression earlier = Value(context, before, was, c.From, "a"), later = Value(context, after, c.Object, c.To, "b");
        SqlExpression changed = SqlExpression.Infix(earlier.As(SqlType.Text), "is distinct from", later.As(SqlType.Text));
        SqlExpression shown = SqlExpression.Call("concat", Shown(earlier), SqlExpression.Literal(" → "), Shown(later));
        yield return context.Probe(
            HazardCodes.ComputedValues, HazardSeverity.Info, index, c.Object, SqlExpression.And(HazardQuery.Live(c.Object), changed), shown, n => Message(c.To, n));
    }

    private static SqlExpression Value(HazardContext context, TenantModel model, ObjectModel owner, FieldModel field, string prefix)
    {
        int aliases = 0;
        LoweringEnvironment environment = new(context.Storage.Schema, model.Object)
        {
            NextAlias = () => prefix + (aliases++).ToString(CultureInfo.InvariantCulture),
        };
        return FormulaLowering.Value(field, environment, LoweredRow.InScope(owner, HazardQuery.Column));
    }

    private static SqlExpression Shown(SqlExpression value) => SqlExpression.Call("coalesce", value.As(SqlType.Text), SqlExpression.Literal("–"));

    /// <summary>Everything that a formula reads, through other formulas too, lies in the same tables and columns now.</summary>
    private static bool IsStored(TenantModel before, TenantModel after, FieldModel field, int step)
    {
        if (step > MostSteps) return false;
        return field.Formula!.Checked.Reads.All(read => read.Member.Tag switch
        {
            RelationModel relation => IsStoredField(before, after, relation.SourceObject, relation.SourceField, step),
            _ => IsStoredField(before, after, read.ObjectName, read.Member.Name, step),
        });
    }

    private static bool IsStoredField(TenantModel before, TenantModel after, string objectName, string name, int step)
    {
        ObjectModel now = after.Object(objectName);
        FieldModel field = now.Field(name);
        if (field.Formula is not null) return IsStored(before, after, field, step + 1);
        ObjectModel? was = before.Objects.FirstOrDefault(o => o.Id == now.Id);
        return was?.Table == now.Table && was.Fields.Any(f => f.Id == field.Id && f.Columns == field.Columns && f.LinkTable == field.LinkTable && f.Formula is null);
    }

    private static LocalizedText Message(FieldModel field, long count)
    {
        (string en, string zh) = Wording.Both(field.Label);
        return Wording.Of(
            $"{Wording.Count(count, "record")} will show another value of “{en}”.", $"{count} 条记录的“{zh}”将显示不同的值。");
    }
}
