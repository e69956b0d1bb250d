using System.Globalization;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Tests.Demo;

/// <summary>Counts the stored rows that a write would be refused for, condition by condition.</summary>
internal static class BrokenConditions
{
    private const string Row = "r";

    public static IEnumerable<(string What, SqlSelect Violations)> Of(TenantModel model, string schema)
    {
        foreach (ObjectModel owner in model.Objects)
        {
            foreach ((string what, SqlExpression broken) in Of(model, schema, owner))
            {
                yield return ($"{owner.Name} {what}", new SqlSelect
                {
                    Items = [new SqlItem(Call("count", Star))],
                    From = new SqlTableSource(new SqlTable(schema, owner.Table), Row),
                    Where = And(Column(Row, owner.Field(SystemFields.DeletedAt).Column.Name).IsNull(), broken),
                });
            }
        }
    }

    private static IEnumerable<(string What, SqlExpression Broken)> Of(TenantModel model, string schema, ObjectModel owner)
    {
        int aliases = 0;
        LoweringEnvironment environment = new(schema, model.Object)
        {
            NextAlias = () => "x" + (aliases++).ToString(CultureInfo.InvariantCulture),
            User = Literal(Guid.Empty.ToString()).As(SqlType.Uuid),
            Roles = new SqlArrayLiteral([], SqlType.Text.Array),
        };
        LoweredRow row = LoweredRow.InScope(owner, Row);
        SqlExpression Lower(ExpressionModel expression, LoweredRow? target = null) => ExpressionLowering.Lower(expression.Checked.Root, environment, row, row, target);
        foreach (RuleModel rule in owner.Rules.Where(r => r.Active)) yield return (rule.Name, Lower(rule.InvalidWhen));
        foreach (FieldModel field in owner.Fields)
        {
            SqlExpression value = field.Columns.Count == 1 ? Column(Row, field.Column.Name) : Null;
            if (field.RequiredWhen is { } required) yield return ($"{field.Name} required", And(Lower(required), value.IsNull()));
            foreach (ChoosableModel choosable in field.Choosable.Where(_ => field.Columns.Count > 0))
            {
                ObjectModel target = model.Object(choosable.Target);
                SqlExpression id = Column(Row, field.Columns[^1].Name);
                SqlExpression refers = field.Type is PolymorphicLookupType ? Column(Row, field.Columns[0].Name).EqualTo(Literal(target.Id)) : id.IsNotNull();
                yield return ($"{field.Name} choosable of {target.Name}", And(refers, Lower(choosable.Condition, LoweredRow.OfId(target, id)).IsNotTrue()));
            }

            if (field.Type.DependsOn() is { } dependency)
            {
                SqlExpression controlling = Column(Row, owner.Field(dependency.Field).Column.Name).As(SqlType.Text);
                SqlExpression allowed = Or([False, .. dependency.Values.Select(v => And(controlling.EqualTo(Literal(v.Value)), value.EqualToAny(Texts(v.Choices))))]);
                yield return ($"{field.Name} depends on {dependency.Field}", And(value.IsNotNull(), allowed.IsNotTrue()));
            }
        }

        foreach (RecordTypeModel type in owner.RecordTypes)
        {
            foreach (FieldChoices choices in type.Picklists)
            {
                SqlExpression value = Column(Row, owner.Field(choices.Field).Column.Name), isOfType = Column(Row, owner.Field(SystemFields.RecordType).Column.Name).EqualTo(Literal(type.Name));
                yield return ($"{type.Name} {choices.Field}", And(isOfType, value.IsNotNull(), value.EqualToAny(Texts(choices.Values)).IsNotTrue()));
            }
        }
    }

    private static SqlArrayLiteral Texts(EquatableArray<string> texts) => new([.. texts.Select(Literal)], SqlType.Text.Array);
}
