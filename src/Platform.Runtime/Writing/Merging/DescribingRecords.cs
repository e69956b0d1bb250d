using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Merging;

/// <summary>Comments and tasks, which name the record that they are about by its object and id, and are turned to another one with it.</summary>
internal static class DescribingRecords
{
    /// <summary>Their objects.</summary>
    public static IEnumerable<RecordLayout> Of(TenantModel model)
    {
        foreach (string name in (string[])[HistoryFields.CommentObjectName, HistoryFields.TaskObjectName])
        {
            if (model.TryGetObject(name, out ObjectModel? found) && found.IsSystem) yield return RecordLayout.Of(found);
        }
    }

    /// <summary>Locks those that are about any of the records.</summary>
    /// <returns>Their ids, each with that of the record.</returns>
    public static async Task<IReadOnlyList<(Guid Id, Guid Record)>> FindAsync(
        WriteSession session, RecordLayout layout, string schema, ObjectModel target, IEnumerable<Guid> records, CancellationToken cancellation)
    {
        List<(Guid Id, Guid Record)> found = [];
        session.Enqueue(MergeStatements.Describing(layout, schema).Bind(target.Name, records.Select(r => r.ToString("D")).ToArray()), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) found.Add((reader.GetGuid(0), Guid.ParseExact(reader.GetString(1), "D")));
        });
        await session.FlushAsync(cancellation);
        return found;
    }

    /// <summary>The write that turns each to a record.</summary>
    public static WriteRequest Turn(RecordLayout layout, IEnumerable<(Guid Id, Guid To)> moves) => new(
        layout.Object, WriteKind.Update,
        [.. moves.Select(m => new WriteInput(m.Id, new Dictionary<string, object?> { [HistoryFields.Record] = m.To.ToString("D") }, null))])
    {
        IsMany = true,
        Follows = true,
    };
}
