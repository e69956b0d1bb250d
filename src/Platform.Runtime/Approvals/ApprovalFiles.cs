using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Comments;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Approvals;

/// <summary>Files that go with acts. Whoever acts may attach what they have uploaded, or may read by itself (decision 0080).</summary>
internal static class ApprovalFiles
{
    private const string FileObject = "File";

    /// <summary>The files of a command, kept from being deleted until the act is done; what cannot be attached refuses all of its records.</summary>
    public static async Task<IReadOnlyDictionary<Guid, SealedFile>> LoadAsync(WriteBatch batch, ApprovalCommand command, CancellationToken cancellation)
    {
        Dictionary<Guid, SealedFile> files = [];
        if (command.Files.Length == 0) return files;
        if (command.Files.Length > CommentStage.MaxFiles)
        {
            Refuse(batch, ValueProblem.With(WriteCodes.TooManyFiles, "max", CommentStage.MaxFiles));
            return files;
        }

        RecordLayout layout = ApprovalStore.Layout(batch, FileObject);
        StatementTemplate statement = RecordStatements.Lock(layout, batch.Caller, RowRight.Read, RowState.Live, SqlLockStrength.KeyShare, [layout["sha256"]]);
        batch.Session.Enqueue(statement.Bind([command.Files.Order().ToArray(), batch.Caller.UserId, batch.Caller.Reach]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c)) files[reader.GetGuid(0)] = new SealedFile(reader.GetGuid(0), reader.GetString(1));
        });
        await batch.Session.FlushAsync(cancellation);
        if (!command.Files.All(files.ContainsKey)) Refuse(batch, new ValueProblem(WriteCodes.ReferenceNotFound));
        return files;
    }

    private static void Refuse(WriteBatch batch, ValueProblem problem)
    {
        foreach (RecordWrite record in batch.Records.Where(r => !r.IsRefused)) record.Refuse(GraphQLErrorCode.ValidationFailed, "files", problem);
    }
}
