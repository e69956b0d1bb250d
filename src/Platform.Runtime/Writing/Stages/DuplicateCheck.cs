using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Finds the inputs whose unique values are taken. The unique index is what keeps two at once apart; this only names each input and field, so it runs
/// when the database has refused a value, and when some inputs may fail alone.
/// </summary>
internal static class DuplicateCheck
{
    /// <summary>Queues the look-up of every unique index that the write touches.</summary>
    public static void EnqueueAll(WriteBatch batch)
    {
        foreach (IndexModel index in batch.Layout.Object.Indexes.Where(i => i.Unique))
        {
            IReadOnlyList<RecordWrite> records = Touching(batch, index);
            RefuseRepeatedInputs(records, index);
            Enqueue(batch, index, [.. records.Where(r => !r.HasProblem(r.Layout[BlamedField(r, index)]))], (record, _) =>
                record.Refuse(new RecordProblem(GraphQLErrorCode.Duplicate, BlamedField(record, index), new ValueProblem(WriteCodes.DuplicateValue)) { Message = MessageOf(batch.Layout.Object, index) }));
        }
    }

    /// <summary>What is said of a taken value where the code alone would mislead: the document's words, or that several fields are meant together; else null.</summary>
    public static LocalizedText? MessageOf(ObjectModel model, IndexModel index)
    {
        if (index.Message is not null || index.Fields.Count == 1) return index.Message;
        FieldModel[] fields = [.. index.Fields.Select(model.Field)];
        return new LocalizedText(
        [
            new LocalizedEntry("en", $"Another record has the same values of {string.Join(", ", fields[..^1].Select(f => f.Label.In("en")))} and {fields[^1].Label.In("en")}."),
            new LocalizedEntry("zh-CN", $"已有其他记录使用相同的“{string.Join("、", fields.Select(f => f.Label.In("zh-CN")))}”组合。"),
        ]);
    }

    /// <summary>Refuses inputs that have a unique value in common with an earlier one.</summary>
    public static void RefuseRepeatedInputs(WriteBatch batch)
    {
        if (!batch.IsMany) return;
        foreach (IndexModel index in batch.Layout.Object.Indexes.Where(i => i.Unique)) RefuseRepeatedInputs(Touching(batch, index), index);
    }

    /// <summary>Refuses inputs that have a key in common with an earlier one.</summary>
    public static void RefuseRepeatedInputs(IReadOnlyList<RecordWrite> records, IndexModel index)
    {
        if (records.Count < 2) return;
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        foreach (RecordWrite record in records)
        {
            if (record.IsRefused || UniqueKeys.Of(record, index) is not { } key || first.TryAdd(key, record.Index)) continue;
            record.Refuse(GraphQLErrorCode.Duplicate, BlamedField(record, index), ValueProblem.With(WriteCodes.DuplicateInput, "index", first[key]));
        }
    }

    /// <summary>Queues the look-up of the live records that have the keys of these; <paramref name="found"/> gets each with the id of its twin.</summary>
    public static void Enqueue(WriteBatch batch, IndexModel index, IReadOnlyList<RecordWrite> records, Action<RecordWrite, Guid> found)
    {
        IReadOnlyList<RecordWrite> keyed = [.. records.Where(r => UniqueKeys.Of(r, index) is not null)];
        if (keyed.Count == 0) return;
        object?[] values =
        [
            .. index.Fields.Select(f => batch.Layout[f]).SelectMany(f => ColumnValues.Arrays(batch, keyed, f)),
            keyed.Select(r => r.Id).ToArray(),
        ];
        StatementTemplate statement = RecordStatements.Duplicates(batch.Layout, batch.Caller.Schema, index);
        batch.Session.Enqueue(statement.Bind(values), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) found(keyed[(int)reader.GetInt64(0) - 1], reader.GetGuid(1));
        });
    }

    /// <summary>The field whose input is to blame: the one that the write changes, else the first of the index.</summary>
    public static string BlamedField(RecordWrite record, IndexModel index) =>
        index.Fields.FirstOrDefault(f => record.IsGiven[record.Layout[f].Ordinal]) ?? index.Fields[0];

    private static IReadOnlyList<RecordWrite> Touching(WriteBatch batch, IndexModel index) =>
    [
        .. batch.Records.Where(r => r.IsAsked && r.HasEffect && r.Kind switch
        {
            WriteKind.Create or WriteKind.Restore => true,
            WriteKind.Update => index.Fields.Any(f => r.IsChanged[r.Layout[f].Ordinal]),
            _ => false,
        }),
    ];
}
