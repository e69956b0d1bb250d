using Platform.Metadata.Changes;
using Platform.Metadata.Conversion;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.OutOfRange"/>: numbers are outside what is allowed from now on.</summary>
public sealed class OutOfRangeNumbers : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change) => change switch
    {
        ChangeRange c => Probe(context, index, c.Object, c.To),
        RetypeField c => Probe(context, index, c.Object, c.To),
        _ => [],
    };

    private static IEnumerable<HazardProbe> Probe(HazardContext context, int index, ObjectModel owner, FieldModel field)
    {
        (decimal? min, decimal? max) = Ranges.Of(field.Type);
        if (min is null && max is null) yield break;
        SqlExpression value = context.Future(owner, field)[0];
        if (value == SqlExpression.Null) yield break;
        SqlExpression outside = SqlExpression.Or(
            min is { } least ? SqlExpression.Infix(value, "<", Numbers.Literal(least)) : SqlExpression.False,
            max is { } most ? SqlExpression.Infix(value, ">", Numbers.Literal(most)) : SqlExpression.False);
        yield return context.Probe(
            HazardCodes.OutOfRange, HazardSeverity.Confirm, index, owner, outside, value.As(SqlType.Text), n => Message(field, n));
    }

    private static LocalizedText Message(FieldModel field, long count)
    {
        (string en, string zh) = Wording.Both(field.Label);
        return Wording.Of(
            $"{Wording.Count(count, "number")} of “{en}” {(count == 1 ? "is" : "are")} outside the allowed range. "
            + "They stay as they are until they are next edited.",
            $"“{zh}”有 {count} 个数值超出允许范围；在下次编辑前保持不变。");
    }
}
