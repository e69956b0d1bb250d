using System.Data;
using System.Text;
using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.Runtime.Database;
using Platform.Sql;

namespace Platform.Runtime.Reading;

/// <summary>Reads records by id for the requests of one plan: for those that come while others are under way, by one statement (decision 0096).</summary>
internal sealed class SharedLookups
{
    private const int MostTogether = 64;

    // Together they get a part of the time that one has: those whose statement takes long then go alone, each with all of it.
    private const int PartOfTime = 10;

    // Such statements are done within a millisecond or two.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private readonly LoweredRecord _record;
    private readonly NpgsqlDataSource _connections;
    private readonly TimeSpan _timeout;
    private readonly SharedWork<Lookup, QueryAnswer> _work;

    /// <param name="record">What is read, and by which statements.</param>
    /// <param name="connections">Connections on which statements are planned once.</param>
    /// <param name="timeout">Longest time of a statement for one request.</param>
    /// <param name="time">The clock.</param>
    public SharedLookups(LoweredRecord record, NpgsqlDataSource connections, TimeSpan timeout, TimeProvider time)
    {
        _record = record;
        _connections = connections;
        _timeout = TimeSpan.FromSeconds(Math.Max(1, Math.Floor(timeout.TotalSeconds / PartOfTime)));
        _work = new SharedWork<Lookup, QueryAnswer>(ReadAsync, Fits, MostTogether, Patience, time);
    }

    /// <summary>The answer to a request.</summary>
    /// <param name="id">Id of the record.</param>
    /// <param name="context">What else the request brings.</param>
    /// <param name="alone">Reads it for this request alone.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public Task<QueryAnswer> ReadAsync(Guid id, BindingContext context, Func<Task<QueryAnswer>> alone, CancellationToken cancellation) =>
        _work.DoAsync(new Lookup(id, context, _record), alone, cancellation);

    private static bool Fits(IReadOnlyList<Lookup> lookups, Lookup other)
    {
        IReadOnlyList<(SqlType, object? Value)> values = lookups[0].Values, others = other.Values;
        for (int i = 0; i < values.Count; i++)
        {
            if (!Equals(values[i].Value, others[i].Value)) return false;
        }

        return true;
    }

    private Task<IReadOnlyList<QueryAnswer?>> ReadAsync(IReadOnlyList<Lookup> lookups, CancellationToken cancellation) =>
        _connections.WithConnectionAsync<IReadOnlyList<QueryAnswer?>>(
            async connection =>
            {
                try
                {
                    return await ReadAsync(connection, lookups, cancellation);
                }
                catch (Exception failure) when (failure is NpgsqlException || ConnectionLoss.IsBehind(failure, connection))
                {
                    // Reading again does no harm: each finds out for itself what the database has against it.
                    return new QueryAnswer?[lookups.Count];
                }
            },
            cancellation);

    private async Task<QueryAnswer?[]> ReadAsync(NpgsqlConnection connection, IReadOnlyList<Lookup> lookups, CancellationToken cancellation)
    {
        BindingContext shared = lookups[0].Context;
        shared.Ids = [.. lookups.Select(l => l.Id)];
        await using NpgsqlCommand command = StatementCommand.Create(connection, _record.Several.Bind(shared));
        command.CommandTimeout = (int)_timeout.TotalSeconds;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        var answers = new QueryAnswer?[lookups.Count];
        Array.Fill(answers, Nothing());
        while (await reader.ReadAsync(cancellation))
        {
            int place = (int)reader.GetInt64(0) - 1;
            Guid? owner = await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetGuid(1);
            if (!_record.Covers(owner, lookups[place].Context)) continue;
            await using Stream text = await reader.GetStreamAsync(2, cancellation);
            // A long one is passed on while it is read: by a statement of its own.
            answers[place] = text.Length > QueryAnswer.MostAtOnce ? null : await QueryAnswer.TakeAsync(text, (int)text.Length, cancellation);
        }

        return answers;
    }

    private QueryAnswer Nothing() => new(_record.Nothing.Length, Encoding.UTF8.GetBytes(_record.Nothing));

    /// <summary>What a request asks for.</summary>
    private sealed class Lookup(Guid id, BindingContext context, LoweredRecord record)
    {
        public Guid Id => id;

        public BindingContext Context => context;

        /// <summary>Values of the other parameters, beside an empty list of ids.</summary>
        public IReadOnlyList<(SqlType, object? Value)> Values => field ??= record.Several.Bind(context).Values;
    }
}
