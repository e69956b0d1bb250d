using Platform.Expressions.Typing;
using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Conversion;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary>
/// <see cref="HazardCodes.BreaksRule"/>: live records do not satisfy what is asked of every write from now on. Asked where the expression reads only
/// what is stored already as it will be, and not who acts.
/// </summary>
public sealed class BrokenRules : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change)
    {
        (ObjectModel Owner, SqlExpression Broken, SqlExpression? Shown, string En, string Zh)? asked = change switch
        {
            ChangeRule { To: { Active: true } rule } c => Rule(context, c, rule),
            ChangeCondition { Condition: FieldCondition.RequiredWhen } c => Required(context, c),
            ChangeCondition { Condition: FieldCondition.Choosable } c => Chosen(context, c),
            ChangeDependentChoices c => Dependent(context, c),
            ChangeRecordType c => OfType(context, c),
            _ => null,
        };
        if (asked is not var (owner, broken, shown, en, zh)) yield break;
        yield return context.Probe(
            HazardCodes.BreaksRule, HazardSeverity.Info, index, owner, SqlExpression.And(HazardQuery.Live(owner), broken), shown, n => Message(en, zh, n));
    }

    private static (ObjectModel, SqlExpression, SqlExpression?, string, string)? Rule(HazardContext context, ChangeRule change, RuleModel rule)
    {
        if (Lowered(context, change.Object, rule.InvalidWhen) is not { } broken) return null;
        FieldModel shown = change.Object.Field(rule.Fields.IsEmpty ? change.Object.NameField : rule.Fields[0]);
        (string en, string zh) = Wording.Both(rule.Label);
        return (change.Object, broken, Shown(context, change.Object, shown), $"the rule “{en}”", $"规则“{zh}”");
    }

    private static (ObjectModel, SqlExpression, SqlExpression?, string, string)? Required(HazardContext context, ChangeCondition change)
    {
        if (change.To.RequiredWhen is not { } condition || !IsStored(context, change.Object, change.To)) return null;
        if (Lowered(context, change.Object, condition) is not { } asked) return null;

        // Writes ask for nothing in a field that is not shown.
        SqlExpression? visible = change.To.VisibleWhen is { } shown ? Lowered(context, change.Object, shown) : SqlExpression.True;
        if (visible is null) return null;
        SqlExpression blank = SqlExpression.Not(ValueConversion.HasValue(HazardContext.InUse(change.To)));
        (string en, string zh) = Wording.Both(change.To.Label);
        return (change.Object, SqlExpression.And(asked, visible, blank), Shown(context, change.Object, change.Object.Field(change.Object.NameField)), $"what “{en}” requires", $"“{zh}”的必填条件");
    }

    private static (ObjectModel, SqlExpression, SqlExpression?, string, string)? Chosen(HazardContext context, ChangeCondition change)
    {
        if (change.To.ChoosableOf(change.Target!) is not { } condition || change.To.Type is ManyToManyType || !IsStored(context, change.Object, change.To)) return null;
        ObjectModel target = context.Storage.To.Model.Object(change.Target!);
        SqlExpression id = HazardQuery.Column(change.To.Columns[^1].Name);
        SqlExpression refers = change.To.Type is PolymorphicLookupType
            ? HazardQuery.Column(change.To.Columns[0].Name).EqualTo(SqlExpression.Literal(target.Id))
            : id.IsNotNull();
        if (Lowered(context, change.Object, condition, LoweredRow.OfId(target, id)) is not { } chosen) return null;
        (string en, string zh) = Wording.Both(change.To.Label);
        return (change.Object, SqlExpression.And(refers, chosen.IsNotTrue()), id.As(SqlType.Text), $"what can be chosen in “{en}”", $"“{zh}”的可选范围");
    }

    private static (ObjectModel, SqlExpression, SqlExpression?, string, string)? Dependent(HazardContext context, ChangeDependentChoices change)
    {
        if (change.To.Type.DependsOn() is not { } dependency || !IsStored(context, change.Object, change.To)) return null;
        FieldModel other = change.Object.Field(dependency.Field);
        if (!IsStored(context, change.Object, other)) return null;
        SqlExpression value = HazardQuery.Column(change.To.Column.Name), controlling = HazardQuery.Column(other.Column.Name).As(SqlType.Text);
        SqlExpression allowed = SqlExpression.Or([.. dependency.Values.Select(v => SqlExpression.And(
            controlling.EqualTo(SqlExpression.Literal(v.Value)), Within(change.To, value, v.Choices)))]);
        (string en, string zh) = Wording.Both(change.To.Label);
        return (change.Object, SqlExpression.And(value.IsNotNull(), allowed.IsNotTrue()), value.As(SqlType.Text), $"what can be chosen in “{en}”", $"“{zh}”的可选范围");
    }

    private static (ObjectModel, SqlExpression, SqlExpression?, string, string)? OfType(HazardContext context, ChangeRecordType change)
    {
        SqlExpression isOfType = HazardQuery.Column(change.Object.Field(SystemFields.RecordType).Column.Name).EqualTo(SqlExpression.Literal(change.To.Name));
        List<SqlExpression> outside = [];
        foreach (FieldChoices choices in change.To.Picklists)
        {
            FieldModel field = change.Object.Field(choices.Field);
            if (!IsStored(context, change.Object, field)) continue;
            SqlExpression value = HazardQuery.Column(field.Column.Name);
            outside.Add(SqlExpression.And(value.IsNotNull(), Within(field, value, choices.Values).IsNotTrue()));
        }

        if (outside.Count == 0) return null;
        (string en, string zh) = Wording.Both(change.To.Label);
        SqlExpression? shown = Shown(context, change.Object, change.Object.Field(change.Object.NameField));
        return (change.Object, SqlExpression.And(isOfType, SqlExpression.Or([.. outside])), shown, $"the choices of “{en}”", $"“{zh}”的可用选项");
    }

    private static SqlExpression Within(FieldModel field, SqlExpression value, EquatableArray<string> choices) => field.Type is MultiPicklistType
        ? SqlExpression.Infix(value, "<@", Choices.Texts(choices))
        : value.EqualToAny(Choices.Texts(choices));

    private static SqlExpression? Lowered(HazardContext context, ObjectModel owner, ExpressionModel condition, LoweredRow? target = null)
    {
        CheckedExpression expression = condition.Checked;
        TenantModel after = context.Storage.To.Model;
        if (expression.UsesUser || context.IsNew(owner) || !StoredReads.Are(context.Storage.From.Model, after, expression)) return null;
        LoweredRow row = LoweredRow.InScope(owner, HazardQuery.Column);
        return ExpressionLowering.Lower(expression.Root, context.Environment(after), row, row, target);
    }

    private static bool IsStored(HazardContext context, ObjectModel owner, FieldModel field) =>
        !context.IsNew(owner) && StoredReads.IsStored(context.Storage.From.Model, context.Storage.To.Model, owner.Name, field.Name);

    private static SqlExpression? Shown(HazardContext context, ObjectModel owner, FieldModel field) =>
        field.Formula is null && IsStored(context, owner, field) ? HazardQuery.Shown(field, HazardContext.InUse(field)) : null;

    private static LocalizedText Message(string en, string zh, long count) => Wording.Of(
        $"{Wording.Count(count, "record")} {(count == 1 ? "does" : "do")} not satisfy {en}. They stay as they are until they are next edited.",
        $"{count} 条记录不符合{zh}；在下次编辑前保持不变。");
}
