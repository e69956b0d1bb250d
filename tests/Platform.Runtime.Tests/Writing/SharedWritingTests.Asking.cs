using System.Text.Json;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

/// <summary>How the tests ask, hold up those under way, and look at what was written.</summary>
public sealed partial class SharedWritingTests
{
    private static JsonElement Record(string answer) =>
        answer[0] == '{' ? JsonDocument.Parse(answer).RootElement.GetProperty("record") : throw new InvalidOperationException(answer);

    private static string[] Texts(IEnumerable<Guid> ids) => [.. ids.Select(id => id.ToString())];

    private static Dictionary<string, object?> Fields(Dictionary<int, object?> values) => values.ToDictionary(v => "abcd"[v.Key].ToString(), v => v.Value);

    private Task<string> AskAsync(string query, object variables, RecordCaller? caller = null, RecordCaller? moved = null, CancellationToken cancellation = default) =>
        SharedWritingWorld.AskAsync(_service, caller ?? world.Admin, query, variables, moved, cancellation);

    private Task<string> CreateAsync(string name, int? a = null, string? code = null, CancellationToken cancellation = default) =>
        AskAsync(CreateNote, new { input = new { name, a, code } }, cancellation: cancellation);

    private Task<string> UpdateAsync(Guid id, Dictionary<int, object?> values, int? ifVersion = null) => AskAsync(UpdateNote, new { id, input = Fields(values), v = ifVersion });

    private async Task<Guid[]> NotesAsync(int count)
    {
        List<Guid> ids = [];
        for (int n = 0; n < count; n++) ids.Add(Record(await CreateAsync($"{_name} made {n}")).GetProperty("id").GetGuid());
        return [.. ids];
    }

    private async Task<string> OrderAsync() =>
        Record(await AskAsync("mutation { m: createOrder(input: {name: \"O\"}) { record { id } } }", new { })).GetProperty("id").GetString()!;

    private Task<string> TotalAsync(string order) => world.ScalarAsync<string>($"select total || ' ' || count from {SharedWritingWorld.Schema}.\"order\" where id = $1", Guid.Parse(order));

    private Task LeadAsync(string query, Guid[] ids, int? ifVersion = null) => LeadAsync(query, n => new { id = ids[^1], input = new { c = 1000 + n }, v = ifVersion });

    /// <summary>Holds a table and asks as often as is done at once; who asks from then on waits for those.</summary>
    private async Task LeadAsync(string query, Func<int, object> variables, RecordCaller? caller = null, string table = "note", string schema = SharedWritingWorld.Schema, RecordCaller? moved = null,
        bool seesThem = true)
    {
        _held = await _holder.BeginTransactionAsync(Test);
        await using (NpgsqlCommand hold = new($"lock table {schema}.{table} in share row exclusive mode", _holder)) await hold.ExecuteNonQueryAsync(Test);
        _leaders.AddRange(Enumerable.Range(0, RecordWriter.WritesAtOnce).Select(n => AskAsync(query, variables(n), caller, moved, _leading.Token)));
        if (!seesThem) return;
        await Eventually.HoldsAsync(
            async () =>
            {
                foreach (Task<string> ended in _leaders.Where(l => l.IsCompleted)) Assert.Fail(await ended);
                return await BlockedAsync() == RecordWriter.WritesAtOnce;
            },
            "those under way wait for the table");
    }

    private async Task ReleaseAsync()
    {
        await _held.RollbackAsync(Test);
        await Task.WhenAll(_leaders);
        _leaders.Clear();
    }

    private async Task<long> BlockedAsync()
    {
        await using NpgsqlCommand command = new("select pg_stat_clear_snapshot(); select count(*) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0", _holder);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Test);
        await reader.NextResultAsync(Test);
        await reader.ReadAsync(Test);
        return reader.GetInt64(0);
    }

    private Task<long> GatedAsync(string act = "true") => world.ScalarAsync<long>(
        $"select count(*) filter (where done) from (select {act} as done from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep') as acts");

    private Task AwaitGatedAsync(Task<string>[] asked, string act = "true") => Eventually.HoldsAsync(
        async () =>
        {
            foreach (Task<string> ended in asked.Where(a => a.IsCompleted)) Assert.Fail(await ended);
            return await GatedAsync(act) > 0;
        },
        "the shared write is at the gate");

    private Task OpenGateAsync() => world.ExecuteAsync($"update {SharedWritingWorld.Schema}.gate set open = true");

    private async Task<int> TransactionsAsync(Guid[] ids) =>
        (int)await world.ScalarAsync<long>($"select count(distinct xmin::text) from {SharedWritingWorld.Schema}.note where id = any($1)", (object)ids);

    /// <summary>Ids and fields of the messages about these records.</summary>
    private async Task<(string Ids, string? Fields)[]> MessagesAsync(string kind, Guid[] ids)
    {
        await using NpgsqlCommand command = world.Source.CreateCommand(
            "select payload::text from platform.outbox where topic = 'record.changed' and payload->>'kind' = $1 and payload->'ids' ?| $2 order by id");
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(Texts(ids));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Test);
        List<(string, string?)> messages = [];
        while (await reader.ReadAsync(Test))
        {
            JsonElement payload = JsonDocument.Parse(reader.GetString(0)).RootElement;
            string[] told = [.. payload.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!)];
            messages.Add((string.Join(' ', told), payload.TryGetProperty("fields", out JsonElement fields) ? string.Concat(fields.EnumerateArray().Select(f => f.GetString() + " ")) : null));
        }

        return [.. messages];
    }

    private async Task AssertNotesAsync(params string[] names)
    {
        string[] written = await world.ScalarAsync<string[]>(
            $"select coalesce(array_agg(name order by name), '{{}}') from {SharedWritingWorld.Schema}.note where name like $1 and name not like '%leader%'", $"%{_name}%");
        Assert.Equal(names.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    private sealed class Breaking : IChangeListener
    {
        bool IChangeListener.Listens(TenantModel model, string objectName, WriteKind kind) => objectName == "Note";

        Task<IReadOnlyList<NpgsqlBatchCommand>> IChangeListener.MessagesAsync(RecordChanges changes, CancellationToken cancellation) =>
            changes.Records.Any(r => r.Record!.Values[changes.Layout["name"].Ordinal] is string name && name.EndsWith("breaks", StringComparison.Ordinal))
                ? throw new InvalidDataException()
                : Task.FromResult<IReadOnlyList<NpgsqlBatchCommand>>([]);
    }
}
