using Npgsql;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Brings one index to the form that is wanted, beside readers and writers: nothing waits for it, and until the new one stands the former serves. Cut off at any moment it can be run again, and goes on where it was.
/// </summary>
/// <param name="connection">A connection outside of a transaction.</param>
/// <param name="index">Schema and name of the index.</param>
/// <param name="cancellation">Stops between two statements, and what runs.</param>
internal sealed class IndexRenewal(NpgsqlConnection connection, SqlTable index, CancellationToken cancellation)
{
    private readonly SqlTable _fresh = new(index.Schema, IndexForms.FreshName(index.Name));

    /// <summary>Runs it.</summary>
    /// <param name="wanted">The index, built concurrently; null when the model no longer has it.</param>
    public async Task RunAsync(CreateIndex? wanted)
    {
        if (wanted is null || await StandsAsync(wanted))
        {
            await ExecuteAsync(new DropIndex(_fresh, Concurrently: true));
            return;
        }

        CreateIndex fresh = wanted with { Index = wanted.Index with { Name = _fresh.Name } };
        bool isBuilt = await StandsAsync(fresh);
        if (!isBuilt)
        {
            await ExecuteAsync(new DropIndex(_fresh, Concurrently: true));
            if (await IsValidAsync() is not true)
            {
                // Nothing serves that would have to stay.
                await ExecuteAsync(new DropIndex(index, Concurrently: true));
                await ExecuteAsync(wanted);
                return;
            }

            await ExecuteAsync(fresh);
        }

        await ExecuteAsync(new DropIndex(index, Concurrently: true));
        await ExecuteAsync(new RenameIndex(_fresh, index.Name));
    }

    private async Task<bool> StandsAsync(CreateIndex wanted) => (await IndexForms.MissingAsync(connection, wanted.Table, [wanted.Index], cancellation)).Count == 0;

    private async Task<bool?> IsValidAsync()
    {
        await using NpgsqlCommand command = new(
            """
            SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = $2
            """,
            connection);
        command.Parameters.AddWithValue(index.Schema);
        command.Parameters.AddWithValue(index.Name);
        return (bool?)await command.ExecuteScalarAsync(cancellation);
    }

    private async Task ExecuteAsync(SqlDefinition definition)
    {
        await using NpgsqlCommand command = new(definition.Print(), connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
