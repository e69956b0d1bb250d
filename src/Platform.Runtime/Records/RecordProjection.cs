using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Runtime.Reading;

namespace Platform.Runtime.Records;

/// <summary>The part of a payload's selection under <c>record</c> or <c>records</c>, as one statement over the ids of written records.</summary>
/// <param name="statement">Makes the statement for these ids; its rows are <c>(ordinal bigint, json text)</c>.</param>
/// <param name="returned">The same where the statements give it that write the records; null when it has to be read.</param>
/// <param name="covers">Whether the record of an owner may be read, of what is returned.</param>
public sealed class RecordProjection(Func<Guid[], BoundStatement> statement, ReturnedRecord? returned = null, Func<Guid?, bool>? covers = null)
{
    /// <summary>What the statements return that write the records; null when the records have to be read.</summary>
    public ReturnedRecord? Returned => covers is null ? null : returned;

    /// <summary>Whether the record of an owner (null for nobody) may be read.</summary>
    public bool Covers(Guid? owner) => covers!(owner);

    /// <summary>What is selected of the records that the targets of a conversion become, by alias.</summary>
    public IReadOnlyDictionary<string, RecordProjection> Converted { get; init; } = new Dictionary<string, RecordProjection>();

    /// <summary>The statement for these ids, for a writer that sends it along with others; its rows are <c>(ordinal bigint, json text)</c>.</summary>
    /// <param name="ids">Ids in the order of the inputs; an empty one (<see cref="Guid.Empty"/>) gives no row.</param>
    public BoundStatement Statement(Guid[] ids) => statement(ids);

    /// <summary>Reads the records within the transaction in which they were written.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="ids">Ids in the order of the inputs; an empty one (<see cref="Guid.Empty"/>) gives null.</param>
    /// <param name="cancellation">Cancels the statement.</param>
    /// <returns>JSON texts in the order of <paramref name="ids"/>; null for a record that the caller may not read.</returns>
    public async Task<IReadOnlyList<string?>> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        string?[] records = new string?[ids.Count];
        if (ids.Count == 0) return records;
        await using NpgsqlCommand command = StatementCommand.Create(connection, statement([.. ids]));
        command.Transaction = transaction;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) records[reader.GetInt64(0) - 1] = reader.GetString(1);
        return records;
    }
}
