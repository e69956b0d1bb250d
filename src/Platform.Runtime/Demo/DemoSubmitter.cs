using Npgsql;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Approvals;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Demo.Specification;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Sql;

namespace Platform.Runtime.Demo;

/// <summary>
/// Puts some of the loaded records before those who approve, in their owners' names and through the write pipeline: what is asked of people is then there to be
/// seen, with its trail, and cannot be made up by rows.
/// </summary>
internal sealed class DemoSubmitter(NpgsqlDataSource dataSource, HookCallers callers, RecordWriter writer)
{
    /// <summary>Requests of a flow at most: an inbox that can be read.</summary>
    private const int Most = 40;

    /// <summary>Submits; what a flow does not take, or an owner may not submit, is left as it is.</summary>
    /// <returns>How many were submitted.</returns>
    /// <exception cref="DemoException">There is no such flow.</exception>
    public async Task<int> SubmitAsync(IReadOnlyList<DemoSubmission> submissions, TenantState state, CancellationToken cancellation)
    {
        int submitted = 0;
        foreach (DemoSubmission submission in submissions)
        {
            ApprovalFlowDocument flow = state.Model.ApprovalFlows.FirstOrDefault(f => f.Name == submission.Flow)
                ?? throw new DemoException([new DemoProblem("demo.json", "/submissions", $"There is no approval flow '{submission.Flow}'.")]);
            ObjectModel source = state.Model.Object(flow.Object);
            foreach ((Guid record, Guid owner) in await RecordsAsync(submission, source, state, cancellation))
            {
                if (await callers.FindAsync(state, owner, cancellation) is not { } caller) continue;
                ApprovalCommand command = new(ApprovalSubject.Record, _ => new ApprovalAct.Submit(new Dictionary<string, Guid[]>())) { Flow = submission.Flow };
                WriteOutcome outcome = await writer.WriteAsync(
                    new WriteRequest(source, WriteKind.Update, [new WriteInput(record, null, null)]) { Approval = command }, caller, projection: null, cancellation);
                if (outcome.Refusal is null) submitted++;
            }
        }

        return submitted;
    }

    private async Task<IReadOnlyList<(Guid Record, Guid Owner)>> RecordsAsync(DemoSubmission submission, ObjectModel source, TenantState state, CancellationToken cancellation)
    {
        string Column(string field) => SqlIdentifier.Quote(source.Field(field).Column.Name);
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            SELECT {Column("id")}, {Column("owner")} FROM {SqlIdentifier.Quote(state.Schema)}.{SqlIdentifier.Quote(source.Table)}
            WHERE {Column(submission.Field)} = $1 AND {Column("owner")} IS NOT NULL AND {Column("deletedAt")} IS NULL
            ORDER BY {Column("id")} LIMIT $2
            """);
        command.Parameters.AddWithValue(submission.Value);
        command.Parameters.AddWithValue(Most);
        List<(Guid, Guid)> records = [];
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) records.Add((row.GetGuid(0), row.GetGuid(1)));
        return records;
    }
}
