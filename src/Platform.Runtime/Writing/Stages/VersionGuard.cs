using System.Globalization;
using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Stages;

/// <summary>Optimistic concurrency: a record that has moved on since the caller saw it is not written, and the caller is told by whom it was changed.</summary>
internal static class VersionGuard
{
    /// <summary>Refuses records whose version is not the expected one.</summary>
    public static async Task RefuseAsync(WriteBatch batch, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        RecordLayout layout = batch.Layout;
        IReadOnlyList<RecordWrite> stale = [.. records.Where(r => r.IfVersion is { } seen && seen != (int)r.Old![layout.Version.Ordinal]!)];
        if (stale.Count == 0) return;
        Dictionary<Guid, string> names = await NamesAsync(batch, stale, cancellation);
        foreach (RecordWrite record in stale)
        {
            string user = record.Old![layout.UpdatedBy.Ordinal] is Guid id && names.TryGetValue(id, out string? name) ? name : "?";
            var at = (DateTime)record.Old[layout.UpdatedAt.Ordinal]!;
            record.Refuse(GraphQLErrorCode.Conflict, null, new ValueProblem(WriteCodes.VersionConflict,
            [
                ProblemParameter.Of("version", record.Old[layout.Version.Ordinal]!),
                ProblemParameter.Of("user", user),
                ProblemParameter.Of("time", at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ]));
        }
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(WriteBatch batch, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        Dictionary<Guid, string> names = [];
        if (!batch.Model.TryGetObject("User", out ObjectModel? users)) return names;
        RecordLayout layout = RecordLayout.Of(users);
        Guid[] ids = [.. records.Select(r => r.Old![batch.Layout.UpdatedBy.Ordinal]).OfType<Guid>().Distinct()];
        StatementTemplate statement = RecordStatements.Lock(layout, batch.Caller, RowRight.None, RowState.Any, null, [layout[users.NameField]]);
        batch.Session.Enqueue(statement.Bind(ids, batch.Caller.UserId, batch.Caller.Reach), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) names[reader.GetGuid(0)] = reader.GetString(1);
        });
        await batch.Session.FlushAsync(cancellation);
        return names;
    }
}
