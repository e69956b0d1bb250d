using Platform.Metadata.Changes;
using Platform.Metadata.Conversion;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.PicklistValueInUse"/>: records have a choice that is to be removed.</summary>
public sealed class UsedChoices : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        if (change is not RemovePicklistValue removed) yield break;
        SqlExpression value = context.Future(removed.Object, removed.Field)[0];
        SqlExpression chosen = removed.Field.Type is MultiPicklistType
            ? SqlExpression.Infix(value, "@>", Choices.Texts([removed.Value.Value]))
            : value.EqualTo(SqlExpression.Literal(removed.Value.Value));
        foreach (RemoveStage moved in context.Storage.Changes.OfType<RemoveStage>().Where(m => IsMoved(m, removed)))
        {
            // Its records go to another stage in the same plan.
            SqlExpression pipeline = HazardQuery.Column(moved.Object.Field(SystemFields.Pipeline).Column.Name);
            chosen = SqlExpression.And(chosen, SqlExpression.Infix(pipeline, "is distinct from", SqlExpression.Literal(moved.From.Name)));
        }

        yield return context.Probe(
            HazardCodes.PicklistValueInUse, HazardSeverity.Block, index, removed.Object, chosen, value.As(SqlType.Text), n => Message(removed, n));
    }

    private static bool IsMoved(RemoveStage moved, RemovePicklistValue removed) => moved.Target is not null
        && moved.Object.Id == removed.Object.Id && moved.To.Field == removed.Field.Name && moved.Stage.Value == removed.Value.Value;

    private static LocalizedText Message(RemovePicklistValue removed, long count)
    {
        (string en, string zh) = Wording.Both(removed.Field.Label);
        (string choice, string choiceZh) = Wording.Both(removed.Value.Label);
        return Wording.Of(
            $"{Wording.Count(count, "record")} {(count == 1 ? "has" : "have")} the choice “{choice}” of “{en}”. "
            + "Retire the choice instead, or change the records first.",
            $"{count} 条记录的“{zh}”为“{choiceZh}”；请改为停用该选项，或先修改这些记录。");
    }
}
