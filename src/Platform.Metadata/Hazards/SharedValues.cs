using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.NotUnique"/>: live records share what must be unique.</summary>
public sealed class SharedValues : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change) => change switch
    {
        ChangeUnique { Unique: true } c => Probe(context, index, c.Object, c.Index),
        AddIndex { Index.Unique: true } c => Probe(context, index, c.Object, c.Index),
        RetypeField { Effect: StorageEffect.Convert } c => Rebuilt(context, index, c.Object, c.To),
        ChangeNumericPrecision { Effect: StorageEffect.Convert } c => Rebuilt(context, index, c.Object, c.To),
        RevertField c => Rebuilt(context, index, c.Object, c.To),
        _ => [],
    };

    // The unique indexes of a retyped field are made anew over the converted values; those that the plan adds are asked about where it adds them.
    private static IEnumerable<HazardProbe> Rebuilt(HazardContext context, int index, ObjectModel owner, FieldModel field) =>
        owner.Indexes.Where(i => i.Unique && i.Fields.Contains(field.Name) && !context.Storage.Changes.Any(c => c switch
        {
            AddIndex a => a.Index.Name == i.Name,
            ChangeUnique { Unique: true } u => u.Index.Name == i.Name,
            _ => false,
        })).SelectMany(i => Probe(context, index, owner, i));

    private static IEnumerable<HazardProbe> Probe(HazardContext context, int index, ObjectModel owner, IndexModel unique)
    {
        if (context.IsNew(owner)) yield break;
        FieldModel[] fields = [.. unique.Fields.Select(owner.Field)];
        SqlExpression[] keys = [.. fields.SelectMany(f => context.Future(owner, f).Select(e => Key(unique, f, e)))];

        // What is blank in every record is never shared.
        if (keys.Length == 0 || keys.Any(k => k == SqlExpression.Null)) yield break;
        SqlExpression where = SqlExpression.And([HazardQuery.Live(owner), .. keys.Select(k => k.IsNotNull())]);
        yield return new HazardProbe(
            HazardCodes.NotUnique, HazardSeverity.Block, index, HazardQuery.CountShared(context.TableOf(owner), where, keys),
            n => Message(fields, n));
    }

    private static SqlExpression Key(IndexModel unique, FieldModel field, SqlExpression value) =>
        value != SqlExpression.Null && field.Column.Type == "text" && unique.Folds(field.Type)
            ? SqlExpression.Call("lower", value)
            : value;

    private static LocalizedText Message(FieldModel[] fields, long count)
    {
        string en = string.Join(", ", fields.Select(f => f.Label.In("en"))), zh = string.Join("、", fields.Select(f => f.Label.In("zh-CN")));
        return Wording.Of(
            $"{Wording.Count(count, "record")} share “{en}” with another, which must be unique. Merge or change them first.",
            $"{count} 条记录的“{zh}”与其他记录重复，而该值必须唯一；请先合并或修改。");
    }
}
