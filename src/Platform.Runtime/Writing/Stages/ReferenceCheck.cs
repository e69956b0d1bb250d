using Platform.GraphQL;
using Platform.Metadata.Collections;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Tables;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// References point to live records that the caller may see, and a detail to a master that they may edit. The targets are locked against deletion until the end of
/// the transaction (key share against the deletion's update lock), so that no record can come to hang on one that goes.
/// </summary>
internal static class ReferenceCheck
{
    /// <summary>
    /// Queues the check of every changed reference of the records: one statement for each target object and right, which nobody waits for as long as nothing else is wrong
    /// (<see cref="ReferenceGuard"/>).
    /// </summary>
    public static void Enqueue(WriteBatch batch, IEnumerable<RecordWrite> records) => Enqueue(batch, records, batch.GuardsReferences && !batch.IsRefused);

    /// <summary>Queues the look-up of their references, which tells what is wrong with them.</summary>
    public static void EnqueueLookup(WriteBatch batch, IEnumerable<RecordWrite> records) => Enqueue(batch, records, mayGuard: false);

    private static void Enqueue(WriteBatch batch, IEnumerable<RecordWrite> records, bool mayGuard)
    {
        Dictionary<(string Target, RowRight Right), List<(RecordWrite Record, ReferenceSlot Reference, Guid Id)>> wanted = [];
        foreach (RecordWrite record in records)
        {
            if (record.Kind is not (WriteKind.Create or WriteKind.Update) || !record.HasEffect) continue;
            foreach (ReferenceSlot reference in record.Layout.References)
            {
                foreach ((string target, Guid id) in Ids(batch, record, reference))
                {
                    (string, RowRight) key = (target, reference.IsMaster ? RowRight.Edit : reference.IsFile ? RowRight.Attach : RowRight.Read);
                    if (!wanted.TryGetValue(key, out var uses)) wanted[key] = uses = [];
                    uses.Add((record, reference, id));
                }
            }
        }

        foreach (((string target, RowRight right), var uses) in wanted.OrderBy(w => w.Key.Target, StringComparer.Ordinal))
        {
            // What a file is, and what may be chosen, is decided on the way.
            bool isGuarded = mayGuard && !uses.Exists(u => u.Reference.IsFile || u.Record.IsNotChoosable(u.Reference.Slot, u.Id));
            if (isGuarded) EnqueueGuard(batch, target, right, uses.Select(u => u.Id));
            else Enqueue(batch, target, right, uses);
        }
    }

    private static void EnqueueGuard(WriteBatch batch, string target, RowRight right, IEnumerable<Guid> ids)
    {
        Guid[] each = [.. ids.Distinct().Order()];
        StatementTemplate guard = ReferenceGuard.Statement(RecordLayout.Of(batch.Model.Object(target)), batch.Caller, right, isOfOne: each.Length == 1);
        batch.Session.EnqueueReferenceGuard(guard.Bind(each.Length == 1 ? each[0] : each, batch.Caller.UserId, batch.Caller.Reach, (long)each.Length));
    }

    private static IEnumerable<(string Target, Guid Id)> Ids(WriteBatch batch, RecordWrite record, ReferenceSlot reference)
    {
        FieldSlot slot = reference.Slot;
        if (!record.IsChanged[slot.Ordinal]) return [];
        // The owner that the platform filled in is the caller, whom the request has just shown to be a member.
        if (batch.Caller.IsMember && TableMapping.IsOwner(slot.Field) && Equals(record.Values[slot.Ordinal], batch.Caller.UserId)) return [];
        return record.Values[slot.Ordinal] switch
        {
            Guid id => [(reference.Targets[0], id)],
            PolymorphicReference p => [(p.Object, p.Id)],
            LinkChange => record.LinkDeltas[slot].Added.Select(id => (reference.Targets[0], id)),
            _ => [],
        };
    }

    private static void Enqueue(WriteBatch batch, string target, RowRight right, List<(RecordWrite Record, ReferenceSlot Reference, Guid Id)> uses)
    {
        RecordLayout layout = RecordLayout.Of(batch.Model.Object(target));
        IReadOnlyList<FieldSlot> fields = target == RecordLayout.FileObject && right == RowRight.Attach
            ? [layout["mediaType"], layout["size"]]
            : [];
        // Several fields of a file are read, of other targets nothing but that they are there.
        Dictionary<Guid, (string MediaType, decimal Size)> found = [];
        Guid[] ids = [.. uses.Select(u => u.Id).Distinct().Order()];
        StatementTemplate statement = RecordStatements.Lock(layout, batch.Caller, right, RowState.Live, SqlLockStrength.KeyShare, fields);
        batch.Session.Enqueue(statement.Bind(ids, batch.Caller.UserId, batch.Caller.Reach), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) found[reader.GetGuid(0)] = fields.Count == 0 ? default : (reader.GetString(1), reader.GetDecimal(2));
            foreach ((RecordWrite record, ReferenceSlot reference, Guid id) in uses)
            {
                if (!found.TryGetValue(id, out var file)) RefuseMissing(batch, layout, record, reference);
                else if (reference.IsFile) RefuseFile(record, reference.Slot.Field, file);
                else if (record.IsNotChoosable(reference.Slot, id)) record.Refuse(GraphQLErrorCode.ValidationFailed, reference.Slot.Field.Name, new ValueProblem(WriteCodes.NotChoosable));
            }
        });
        batch.HasPendingChecks = true;
    }

    private static void RefuseMissing(WriteBatch batch, RecordLayout target, RecordWrite record, ReferenceSlot reference)
    {
        bool mayBeForbidden = reference.IsMaster && batch.Caller.Permissions.For(target.Object.Name).Edit != RowPredicate.Everything;
        (string category, string code) = mayBeForbidden
            ? (GraphQLErrorCode.Forbidden, WriteCodes.MasterForbidden)
            : (GraphQLErrorCode.ValidationFailed, WriteCodes.ReferenceNotFound);
        string name = reference.Slot.Field.Name;
        if (!record.HasProblem(reference.Slot)) record.Refuse(category, name, new ValueProblem(code));
    }

    private static void RefuseFile(RecordWrite record, FieldModel field, (string MediaType, decimal Size) file)
    {
        (long maxBytes, EquatableArray<string> accept) = field.Type switch
        {
            ImageType image => (image.MaxBytes, (EquatableArray<string>)["image/png", "image/jpeg", "image/gif", "image/webp"]),
            FileType any => (any.MaxBytes, any.Accept),
            _ => (long.MaxValue, []),
        };
        if (file.Size > maxBytes)
        {
            record.Refuse(GraphQLErrorCode.ValidationFailed, field.Name, ValueProblem.With(WriteCodes.FileTooLarge, "max", maxBytes));
        }
        else if (!accept.IsEmpty && !accept.Any(a => Accepts(a, file.MediaType)))
        {
            record.Refuse(GraphQLErrorCode.ValidationFailed, field.Name, ValueProblem.With(WriteCodes.FileTypeRefused, "type", file.MediaType));
        }
    }

    private static bool Accepts(string accepted, string mediaType) => accepted.EndsWith("/*", StringComparison.Ordinal)
        ? mediaType.StartsWith(accepted[..^1], StringComparison.OrdinalIgnoreCase)
        : string.Equals(accepted, mediaType, StringComparison.OrdinalIgnoreCase);
}
