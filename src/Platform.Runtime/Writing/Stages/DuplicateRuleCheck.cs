using System.Globalization;
using Platform.GraphQL;
using Platform.GraphQL.Lowering;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Rules of duplicates: records that may be the same as one that exists already, or as an earlier input of the request, are refused, or written with a warning, as their rule says. One
/// statement for each rule, for all records of the write; of rules that block, writers of the same values wait for each other.
/// </summary>
internal static class DuplicateRuleCheck
{
    private const int MostNamed = 5;

    /// <summary>Alias of the rows of <see cref="Inputs"/>.</summary>
    public const string Input = "i";

    /// <summary>Fields whose values a changed record must have for the rules that concern it.</summary>
    public static IEnumerable<FieldSlot> FieldsToLoad(TenantModel model, RecordLayout layout, Func<FieldSlot, bool> isGiven) =>
        RulesOf(model, layout).Where(r => r.OnEdit != DuplicateAction.Ignore).Select(r => DuplicateLookup.FieldsOf(r).Select(f => layout[f]).ToList())
            .Where(fields => fields.Exists(f => isGiven(f))).SelectMany(fields => fields);

    /// <summary>Queues the look-up of every rule that the write touches.</summary>
    public static void Enqueue(WriteBatch batch)
    {
        foreach (DuplicateRuleDocument rule in RulesOf(batch.Model, batch.Layout))
        {
            IReadOnlyList<FieldSlot> fields = [.. DuplicateLookup.FieldsOf(rule).Select(f => batch.Layout[f])];
            RecordWrite[] records = [.. batch.Records.Where(r => IsConcerned(r, rule, fields))];
            if (records.Length == 0) continue;
            if (rule.Target == rule.Object) DuplicateTurns.Enqueue(batch, rule, fields, records);
            Enqueue(batch, rule, fields, records);
            if (rule.Target == rule.Object && records.Length > 1) DuplicateInputs.Enqueue(batch, rule, fields, records);
        }
    }

    private static IEnumerable<DuplicateRuleDocument> RulesOf(TenantModel model, RecordLayout layout) => model.DuplicateRulesOf(layout.Object.Name);

    private static DuplicateAction ActionOf(RecordWrite record, DuplicateRuleDocument rule) => record.Kind == WriteKind.Create ? rule.OnCreate : rule.OnEdit;

    private static bool IsConcerned(RecordWrite record, DuplicateRuleDocument rule, IReadOnlyList<FieldSlot> fields) =>
        record.IsAsked && record.HasEffect && record.Kind is WriteKind.Create or WriteKind.Update && ActionOf(record, rule) != DuplicateAction.Ignore
        && fields.Any(f => record.IsChanged[f.Ordinal] && record.Values[f.Ordinal] is not null);

    private static void Enqueue(WriteBatch batch, DuplicateRuleDocument rule, IReadOnlyList<FieldSlot> fields, RecordWrite[] records)
    {
        ObjectModel target = batch.Model.Object(rule.Target);
        int shown = DuplicateLookup.ShownOf(rule, target).Count;
        List<string>[] found = [.. records.Select(_ => new List<string>())];
        batch.Session.Enqueue(Statement(batch, rule, target, fields).Bind(Values(batch, fields, records)), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                IEnumerable<string> texts = Enumerable.Range(1, shown).Where(i => !reader.IsDBNull(i)).Select(reader.GetString);
                found[reader.GetInt64(0) - 1].Add(string.Join(" · ", texts));
            }

            for (int i = 0; i < records.Length; i++)
            {
                if (found[i].Count > 0) Tell(records[i], rule, BlamedField(records[i], fields), found[i], batch.Caller.Language);
            }
        });
        batch.HasPendingChecks = true;
    }

    /// <summary>Refuses a record, or warns of it, as its rule says.</summary>
    public static void Tell(RecordWrite record, DuplicateRuleDocument rule, string? field, List<string> found, string language)
    {
        ValueProblem problem = new(WriteCodes.DuplicateRecord,
        [
            ProblemParameter.Of("rule", rule.Label?.In(language) ?? rule.Name),
            ProblemParameter.Of("records", string.Join("; ", found)),
        ]);
        if (ActionOf(record, rule) == DuplicateAction.Block) record.Refuse(GraphQLErrorCode.Duplicate, field, problem);
        else record.Warn(field, problem);
    }

    /// <summary>The compared field that the input gives.</summary>
    public static string? BlamedField(RecordWrite record, IReadOnlyList<FieldSlot> fields) => fields.FirstOrDefault(f => record.IsGiven[f.Ordinal])?.Field.Name;

    private static StatementTemplate Statement(WriteBatch batch, DuplicateRuleDocument rule, ObjectModel target, IReadOnlyList<FieldSlot> fields) =>
        batch.Layout.Template($"rule {rule.Name} {batch.Model.Revision} {batch.Caller.Schema}", () =>
        {
            SqlFunctionSource inputs = Inputs(fields);
            IReadOnlyList<FieldModel> shown = DuplicateLookup.ShownOf(rule, target);
            SqlFrom from = DuplicateLookup.Matches(
                inputs, Column(Input, "#id"), Value, rule, target, new SqlTable(batch.Caller.Schema, target.Table),
                alias => [.. shown.Select((f, i) => new SqlItem(Column(alias, f.Column.Name).As(SqlType.Text), Name(i)))], MostNamed);
            return new StatementTemplate(new SqlSelect
            {
                Items = [new SqlItem(Column(Input, "n")), .. shown.Select((_, i) => new SqlItem(Column(DuplicateLookup.Match, Name(i))))],
                From = from,
            });

            SqlExpression Value(string field) => Arrived(batch.Layout, field);
        });

    /// <summary>The compared values of the records as rows, with the ids of the records as the last parameter; <c>n</c> counts them from 1.</summary>
    public static SqlFunctionSource Inputs(IReadOnlyList<FieldSlot> fields) => new(
        new SqlCall("unnest",
        [
            .. fields.Select((f, n) => StatementTemplate.Value(ColumnArrays.TravelType(f.Columns[0].Type), n)),
            StatementTemplate.Value(SqlType.Uuid.Array, fields.Count),
        ]),
        Input, [.. fields.Select(f => f.Columns[0].Name), "#id", "n"], WithOrdinality: true);

    /// <summary>A value of such a row.</summary>
    public static SqlExpression Arrived(RecordLayout layout, string field)
    {
        ColumnSlot column = layout[field].Columns[0];
        return ColumnArrays.Arrived(Column(Input, column.Name), column.Type);
    }

    /// <summary>The values of <see cref="Inputs"/>.</summary>
    public static object?[] Values(WriteBatch batch, IReadOnlyList<FieldSlot> fields, IReadOnlyList<RecordWrite> records) =>
        [.. fields.SelectMany(f => ColumnValues.Arrays(batch, records, f)), records.Select(r => r.Id).ToArray()];

    private static string Name(int shown) => "s" + shown.ToString(CultureInfo.InvariantCulture);
}
