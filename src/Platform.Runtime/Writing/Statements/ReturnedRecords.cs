using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Runtime.Records;

namespace Platform.Runtime.Writing.Statements;

/// <summary>
/// What the statements return that write the records of a batch. It is what the records are in the end as long as the transaction goes on with nothing but what tells of
/// the write (<see cref="WriteSession.EnqueueNote"/>); otherwise they are read anew.
/// </summary>
/// <param name="projection">What is asked of the records.</param>
/// <param name="record">The part of it that a statement returns.</param>
internal sealed class ReturnedRecords(RecordProjection projection, ReturnedRecord record)
{
    private readonly Dictionary<Guid, string?> _texts = [];
    private int _statements = -1;

    /// <summary>What a statement returns of each record.</summary>
    public ReturnedRecord Record => record;

    /// <summary>What the payload asks for; null when it has to be read.</summary>
    public static ReturnedRecords? Of(RecordProjection? projection) => projection?.Returned is { } record ? new ReturnedRecords(projection, record) : null;

    /// <summary>Takes the rows of a statement.</summary>
    public async ValueTask ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            Guid? owner = await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetGuid(1);
            _texts[reader.GetGuid(0)] = projection.Covers(owner) ? reader.GetString(2) : null;
        }
    }

    /// <summary>All statements that write records are queued.</summary>
    public void Close(WriteSession session) => _statements = session.Statements;

    /// <summary>Whether the records of a batch need not be read: all of them were written, and nothing that could change them came after.</summary>
    public bool AreFinal(WriteBatch batch) =>
        _statements == batch.Session.Statements && batch.Records.TrueForAll(r => r.IsRefused || (r.HasEffect && r.Kind is WriteKind.Create or WriteKind.Update));

    /// <summary>The texts of records, after the flush; null for one that the caller may not read.</summary>
    public IReadOnlyList<string?> Of(IEnumerable<RecordWrite> records) => [.. records.Select(r => r.IsRefused ? null : _texts.GetValueOrDefault(r.Id))];
}
