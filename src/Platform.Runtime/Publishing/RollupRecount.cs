using System.Globalization;
using Npgsql;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Reading;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Publishing;

/// <summary>
/// Makes the values of rollups anew beside people who work, and checks whether they are what their lists give. Records are done some at a time, each lot in a
/// transaction that locks them first: whoever writes a record of their lists meanwhile waits, or comes after. Cut off at any moment it can be run again.
/// </summary>
/// <param name="dataSource">Connections to the database of the tenants' records.</param>
public sealed class RollupRecount(NpgsqlDataSource dataSource)
{
    private const int Lot = 100;

    /// <summary>How a rollup is stored, by which jobs name it: <c>account.open_deals</c>.</summary>
    public static string KeyOf(OrderedRollup rollup) => $"{rollup.Owner.Table}.{rollup.Field.Column.Name}";

    /// <summary>The rollups of an object, or one of them; all when neither is given. Those that others depend on come first.</summary>
    public static IReadOnlyList<OrderedRollup> Find(TenantModel model, string? objectName, string? field) =>
        [.. RollupOrder.Of(model).Where(r => (objectName is null || r.Owner.Name == objectName) && (field is null || r.Field.Name == field))];

    /// <summary>How many records have another value than their list gives.</summary>
    public async Task<long> CountWrongAsync(string schema, TenantModel model, OrderedRollup rollup, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(RollupStatements.CountWrong(schema, model, rollup, Aliases()).Print().Text);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Makes a rollup anew in every record, and then those that depend on it.</summary>
    /// <param name="schema">Schema of the tenant.</param>
    /// <param name="model">The model.</param>
    /// <param name="key">Which; one that the model no longer has is passed over.</param>
    /// <param name="share">Told the part that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops between two lots.</param>
    /// <returns>How many records had another value.</returns>
    public async Task<long> FillAsync(string schema, TenantModel model, string key, Action<double> share, CancellationToken cancellation)
    {
        List<OrderedRollup> rollups = WithDependents(RollupOrder.Of(model), key);
        long changed = 0;
        for (int i = 0; i < rollups.Count; i++)
        {
            int done = i;
            changed += await FillAsync(schema, model, rollups[i], part => share((done + part) / rollups.Count), cancellation);
        }

        return changed;
    }

    private static List<OrderedRollup> WithDependents(IReadOnlyList<OrderedRollup> all, string key)
    {
        List<OrderedRollup> wanted = [];
        HashSet<(string Object, string Field)> names = [];
        foreach (OrderedRollup rollup in all)
        {
            if (KeyOf(rollup) != key && !rollup.Inputs.Stored.Any(i => names.Contains((i.Object, i.Field)))) continue;
            wanted.Add(rollup);
            names.Add((rollup.Owner.Name, rollup.Field.Name));
        }

        return wanted;
    }

    private async Task<long> FillAsync(string schema, TenantModel model, OrderedRollup rollup, Action<double> share, CancellationToken cancellation)
    {
        SqlTable table = new(schema, rollup.Owner.Table);
        string id = rollup.Owner.Field(SystemFields.Id).Column.Name;
        long total = Math.Max(1, await ScalarAsync<long>(new SqlSelect { Items = [new SqlItem(Call("count", Star))], From = new SqlTableSource(table, "t") }, cancellation));
        long seen = 0, changed = 0;
        Guid last = Guid.Empty;
        while (true)
        {
            SqlExpression column = Column("t", id);
            SqlSelect next = new()
            {
                Items = [new SqlItem(column)],
                From = new SqlTableSource(table, "t"),
                Where = Infix(column, ">", Parameter(SqlType.Uuid, last)),
                OrderBy = [new SqlOrder(column)],
                Limit = Number(Lot),
            };
            Guid[] ids = await IdsAsync(next, cancellation);
            if (ids.Length == 0) return changed;
            changed += await FillLotAsync(schema, model, rollup, ids, cancellation);
            last = ids[^1];
            seen += ids.Length;
            share(Math.Min(1, (double)seen / total));
        }
    }

    private async Task<long> FillLotAsync(string schema, TenantModel model, OrderedRollup rollup, Guid[] ids, CancellationToken cancellation)
    {
        SqlExpression column = Column("t", rollup.Owner.Field(SystemFields.Id).Column.Name), chosen = Parameter(SqlType.Uuid.Array, ids);
        SqlSelect locks = new()
        {
            Items = [new SqlItem(column)],
            From = new SqlTableSource(new SqlTable(schema, rollup.Owner.Table), "t"),
            Where = column.EqualToAny(chosen),
            OrderBy = [new SqlOrder(column)],
            Lock = new SqlRowLock(SqlLockStrength.NoKeyUpdate, ["t"]),
        };
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using (NpgsqlCommand command = Command(locks.Print(), connection)) await command.ExecuteNonQueryAsync(cancellation);
        SqlUpdate fill = RollupStatements.Fill(schema, model, rollup, Aliases(), each => each.EqualToAny(chosen));
        await using NpgsqlCommand update = Command(fill.Print(), connection);
        update.CommandTimeout = 0;
        long changed = await update.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return changed;
    }

    private async Task<Guid[]> IdsAsync(SqlSelect query, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = Command(query.Print(), connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<Guid> ids = new(Lot);
        while (await reader.ReadAsync(cancellation)) ids.Add(reader.GetGuid(0));
        return [.. ids];
    }

    private async Task<T> ScalarAsync<T>(SqlSelect query, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = Command(query.Print(), connection);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static NpgsqlCommand Command(SqlText text, NpgsqlConnection connection)
    {
        NpgsqlCommand command = new(text.Text, connection);
        foreach (SqlParameter parameter in text.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = StatementCommand.DriverType(parameter.Type), Value = parameter.Value ?? DBNull.Value });
        }

        return command;
    }

    private static Func<string> Aliases()
    {
        int count = 0;
        return () => string.Create(CultureInfo.InvariantCulture, $"f{count++}");
    }
}
