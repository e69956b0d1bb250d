using Platform.Metadata.Changes;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.TooLong"/>: texts are longer than allowed from now on.</summary>
public sealed class TooLongTexts : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change) => change switch
    {
        ChangeTextLength c when c.NewLength < c.OldLength => Probe(context, index, c.Object, c.To),
        RetypeField c => Probe(context, index, c.Object, c.To),
        _ => [],
    };

    private static IEnumerable<HazardProbe> Probe(HazardContext context, int index, ObjectModel owner, FieldModel field)
    {
        // Encrypted text has no length that the database could see.
        if (TextLengths.Of(field.Type) is not { } most || field.Type is Fields.EncryptedTextType) yield break;
        SqlExpression value = context.Future(owner, field)[0];
        if (value == SqlExpression.Null) yield break;
        SqlExpression longer = SqlExpression.Infix(SqlExpression.Call("char_length", value), ">", SqlExpression.Number(most));
        yield return context.Probe(
            HazardCodes.TooLong, HazardSeverity.Confirm, index, owner, longer,
            SqlExpression.Call("left", value, SqlExpression.Number(200)), n => Message(field, most, n));
    }

    private static LocalizedText Message(FieldModel field, int most, long count)
    {
        (string en, string zh) = Wording.Both(field.Label);
        return Wording.Of(
            $"{Wording.Count(count, "text")} of “{en}” {(count == 1 ? "is" : "are")} longer than {Wording.Count(most, "character")}. "
            + "They stay as they are until they are next edited.",
            $"“{zh}”有 {count} 个文本超过 {most} 个字符；在下次编辑前保持不变。");
    }
}
