using Npgsql;
using Platform.Metadata.Fields;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.AutoNumbers;

/// <summary>
/// Counters of autonumber fields, one row per field and period (<c>platform.auto_number_counters</c>). A gapless field takes its numbers in the record's transaction, so
/// that writers of the object wait for each other and a number never gets lost; any other takes them in a transaction of its own, so that nobody waits and
/// the numbers of a failed write are skipped; a transaction that is undone anyway takes none, and counts by itself far from what others take.
/// </summary>
/// <param name="dataSource">Connections for the transactions of their own.</param>
public sealed class AutoNumberSource(NpgsqlDataSource dataSource)
{
    // Numbers are unique: a writer who took one of a rehearsal would wait for its end.
    private const long Aside = 1_000_000;

    private static readonly string[] Key = ["tenant_id", "object_id", "field_id", "period"];
    private static readonly SqlType[] KeyTypes = [SqlType.Uuid, SqlType.Text, SqlType.Text, SqlType.Text];
    private static readonly SqlTable Counters = new("platform", "auto_number_counters");
    private static readonly StatementTemplate Take = TakeStatement();
    private static readonly StatementTemplate Last = LastStatement();

    /// <summary>Numbers for records, in their order.</summary>
    /// <param name="session">The transaction of the records.</param>
    /// <param name="caller">Whose tenant and time zone.</param>
    /// <param name="layout">The object.</param>
    /// <param name="slot">The field.</param>
    /// <param name="count">How many.</param>
    /// <param name="now">The instant of the write, UTC.</param>
    /// <param name="cancellation">Cancels.</param>
    internal async Task<IReadOnlyList<string>> TakeAsync(
        WriteSession session, RecordCaller caller, RecordLayout layout, FieldSlot slot, int count, DateTime now, CancellationToken cancellation)
    {
        var type = (AutoNumberType)slot.Field.Type;
        DateOnly date = DateOnly.FromDateTime(LocalTime(now, caller.TimeZone));
        string period = AutoNumberFormat.Period(type.Format, date);
        object?[] values = [caller.TenantId, layout.Object.Id, slot.Field.Id, period, type.Start + count - 1, (long)count];
        long last = 0;
        if (session.IsRehearsal)
        {
            last = await RehearseAsync(session, (layout.Object.Id, slot.Field.Id, period), values, type.Start, cancellation) + count;
            session.RehearsedNumbers[(layout.Object.Id, slot.Field.Id, period)] = last;
        }
        else if (type.Gapless)
        {
            session.Enqueue(Take.Bind(values), async (reader, c) =>
            {
                await reader.ReadAsync(c);
                last = reader.GetInt64(0);
            });
            await session.FlushAsync(cancellation);
        }
        else
        {
            await using NpgsqlBatch batch = dataSource.CreateBatch();
            batch.BatchCommands.Add(Take.Bind(values));
            last = (long)(await batch.ExecuteScalarAsync(cancellation))!;
        }

        return [.. Enumerable.Range(0, count).Select(n => AutoNumberFormat.Render(type.Format, last - count + 1 + n, date))];
    }

    /// <summary>The last number that the rehearsal counted; before the first, one far behind the counter, which is read without a lock.</summary>
    private static async Task<long> RehearseAsync(
        WriteSession session, (string Object, string Field, string Period) counter, object?[] values, long start, CancellationToken cancellation)
    {
        if (session.RehearsedNumbers.TryGetValue(counter, out long counted)) return counted;
        long last = start - 1;
        session.Enqueue(Last.Bind(values), async (reader, c) => last = await reader.ReadAsync(c) ? reader.GetInt64(0) : last);
        await session.FlushAsync(cancellation);
        return last + Aside;
    }

    private static DateTime LocalTime(DateTime utc, string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) ? TimeZoneInfo.ConvertTimeFromUtc(utc, found) : utc;

    /// <summary>Counts on and returns the last number taken: parameters are tenant, object, field, period, first value, count.</summary>
    private static StatementTemplate TakeStatement()
    {
        return new StatementTemplate(new SqlInsert
        {
            Table = Counters,
            Alias = "c",
            Columns = [.. Key, "value"],
            Rows = [[.. KeyTypes.Select((t, n) => StatementTemplate.Value(t, n)), StatementTemplate.Value(SqlType.BigInt, 4)]],
            OnConflict = new SqlConflict(
                [.. Key.Select(k => (SqlExpression)new SqlColumn(null, k))],
                null,
                [new SqlAssignment("value", Infix(Column("c", "value"), "+", StatementTemplate.Value(SqlType.BigInt, 5)))]),
            Returning = [new SqlItem(Column("c", "value"))],
        });
    }

    /// <summary>Reads the last number taken: parameters are tenant, object, field, period.</summary>
    private static StatementTemplate LastStatement() => new(new SqlSelect
    {
        Items = [new SqlItem(Column("c", "value"))],
        From = new SqlTableSource(Counters, "c"),
        Where = And([.. Key.Select((k, n) => Column("c", k).EqualTo(StatementTemplate.Value(KeyTypes[n], n)))]),
    });
}
