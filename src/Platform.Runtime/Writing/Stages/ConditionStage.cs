using Platform.Expressions.Evaluation;
using Platform.GraphQL;
using Platform.Metadata.Collections;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// What documents ask of a record as it will be: which fields are shown, required, read-only; which choices go with its type and with each other; which
/// records its references may point to; its rules; what a stage of its pipeline asks for. Everything is said in one answer. What that reads of other records is loaded for all records together.
/// </summary>
internal static class ConditionStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        foreach (RecordWrite record in batch.Records) record.IsAsked = !record.IsRefused;
        if (batch.Expressions is not { } expressions) return;
        RecordWrite[] records = [.. batch.Records.Where(r => r.Kind is WriteKind.Create or WriteKind.Update && r.HasEffect && !r.IsRefused)];
        if (records.Length == 0) return;
        batch.Graph.Refresh();
        GraphLoader loader = new(batch, expressions.Read, batch.Graph);
        loader.WantFrom(expressions.Reads, records);
        loader.Want(expressions.User, [batch.Caller.UserId]);
        foreach (ChoosableExpression choosable in expressions.Choosable) loader.Want(choosable.Target, records.SelectMany(r => Chosen(r, choosable)));
        await loader.LoadAsync(cancellation);
        if (batch.Refusal is not null) return;
        foreach (RecordWrite record in records)
        {
            cancellation.ThrowIfCancellationRequested();
            Check(batch.Graph, expressions, record);
        }

        await StageGates.RunAsync(batch, records, cancellation);
        if (batch.Refusal is null) await UnseenReferences.RunAsync(batch, records, cancellation);
    }

    private static void Check(RecordGraph graph, WriteExpressions expressions, RecordWrite record)
    {
        EvaluationContext context = graph.Context(record);
        foreach (FieldExpression visible in expressions.Visible)
        {
            if (!visible.Expression.Holds(context)) record.Hide(visible.Slot);
        }

        foreach (FieldExpression required in expressions.Required)
        {
            if (record.Values[required.Slot.Ordinal] is null && !record.IsHidden(required.Slot) && required.Expression.Holds(context))
            {
                record.Refuse(GraphQLErrorCode.ValidationFailed, required.Slot.Field.Name, new ValueProblem(ValueCodes.Required));
            }
        }

        if (record.Kind == WriteKind.Update) RefuseReadOnly(graph, expressions, record);
        RefuseChoices(expressions, record);
        foreach (ChoosableExpression choosable in expressions.Choosable) NoteUnchoosable(graph, choosable, record);
        foreach (RuleExpression rule in expressions.Rules)
        {
            if (rule.InvalidWhen.Holds(context)) Refuse(record, rule.Rule);
        }
    }

    private static void RefuseReadOnly(RecordGraph graph, WriteExpressions expressions, RecordWrite record)
    {
        foreach (FieldExpression locked in expressions.ReadOnly)
        {
            if (record.IsChanged[locked.Slot.Ordinal] && locked.Expression.Holds(graph.Context(record, asStored: true)))
            {
                record.Refuse(GraphQLErrorCode.ValidationFailed, locked.Slot.Field.Name, new ValueProblem(WriteCodes.FieldReadOnly));
            }
        }
    }

    private static void RefuseChoices(WriteExpressions expressions, RecordWrite record)
    {
        foreach (FieldSlot slot in expressions.Dependent)
        {
            ChoiceDependency dependency = slot.Field.Type.DependsOn()!;
            FieldSlot other = record.Layout[dependency.Field];
            if (!IsAsked(record, slot) && !IsAsked(record, other)) continue;
            string? controlling = record.Values[other.Ordinal] switch { bool flag => flag ? "true" : "false", var value => (string?)value };
            RefuseChoice(record, slot, choice => dependency.Allows(controlling, choice));
        }

        if (expressions.RecordTypes.Count == 0) return;
        FieldSlot typeSlot = record.Layout[SystemFields.RecordType];
        if (record.Values[typeSlot.Ordinal] is not string name || !expressions.RecordTypes.TryGetValue(name, out RecordTypeDefaults? type)) return;
        foreach (string field in type.Model.Picklists.Select(p => p.Field))
        {
            FieldSlot slot = record.Layout[field];
            EquatableArray<string> allowed = type.Model.ChoicesOf(field)!.Value;
            if (IsAsked(record, slot) || IsAsked(record, typeSlot)) RefuseChoice(record, slot, choice => allowed.Contains(choice));
        }
    }

    private static void RefuseChoice(RecordWrite record, FieldSlot slot, Func<string, bool> allows)
    {
        IEnumerable<string> choices = record.Values[slot.Ordinal] switch { string one => [one], EquatableArray<string> many => many, _ => [] };
        if (choices.FirstOrDefault(c => !allows(c)) is not { } refused || record.HasProblem(slot)) return;
        record.Refuse(GraphQLErrorCode.ValidationFailed, slot.Field.Name, ValueProblem.With(WriteCodes.ChoiceNotAllowed, "value", refused));
    }

    private static void NoteUnchoosable(RecordGraph graph, ChoosableExpression choosable, RecordWrite record)
    {
        foreach (Guid id in Chosen(record, choosable))
        {
            IExpressionRecord target = graph.View(choosable.Target.Layout.Object.Name, id, asWritten: true);
            // Told where the reference is looked up: of a record that the caller may not see, nothing is told.
            if (!choosable.Expression.Holds(graph.Context(record, target: target))) record.NotChoosable(choosable.Slot, id);
        }
    }

    private static IEnumerable<Guid> Chosen(RecordWrite record, ChoosableExpression choosable)
    {
        FieldSlot slot = choosable.Slot;
        if (!record.IsChanged[slot.Ordinal]) return [];
        if (slot.IsLinks) return record.LinkDeltas.TryGetValue(slot, out LinkDelta? delta) ? delta.Added : [];
        return record.Values[slot.Ordinal] switch
        {
            Guid id => [id],
            PolymorphicReference of when of.Object == choosable.Target.Layout.Object.Name => [of.Id],
            _ => [],
        };
    }

    private static void Refuse(RecordWrite record, RuleModel rule)
    {
        ValueProblem problem = ValueProblem.With(WriteCodes.RuleBroken, "rule", rule.Name);
        if (rule.Fields.IsEmpty) record.Refuse(GraphQLErrorCode.ValidationFailed, null, problem, rule.Message);
        foreach (string field in rule.Fields) record.Refuse(GraphQLErrorCode.ValidationFailed, field, problem, rule.Message);
    }

    // What stays as it is was decided on when it was written.
    private static bool IsAsked(RecordWrite record, FieldSlot slot) => record.Kind == WriteKind.Create || record.IsChanged[slot.Ordinal];
}
