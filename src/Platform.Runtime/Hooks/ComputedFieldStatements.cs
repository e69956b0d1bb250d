using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Reading;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Hooks;

/// <summary>Which records there are whose fields a hook computes.</summary>
internal static class ComputedFieldStatements
{
    private const string Row = "t";

    /// <summary>How many there are.</summary>
    public static async Task<long> CountAsync(NpgsqlDataSource dataSource, string schema, ObjectModel owner, CancellationToken cancellation)
    {
        SqlSelect query = new() { Items = [new SqlItem(Call("count", Star))], From = From(schema, owner), Where = IsLive(owner) };
        await using NpgsqlCommand command = Command(dataSource, query);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The next ones in the order of their ids.</summary>
    public static async Task<Guid[]> NextAsync(NpgsqlDataSource dataSource, string schema, ObjectModel owner, Guid after, int most, CancellationToken cancellation)
    {
        SqlExpression id = Column(Row, owner.Field(SystemFields.Id).Column.Name);
        SqlSelect query = new()
        {
            Items = [new SqlItem(id)],
            From = From(schema, owner),
            Where = And(Infix(id, ">", Parameter(SqlType.Uuid, after)), IsLive(owner)),
            OrderBy = [new SqlOrder(id)],
            Limit = Number(most),
        };
        await using NpgsqlCommand command = Command(dataSource, query);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<Guid> ids = new(most);
        while (await reader.ReadAsync(cancellation)) ids.Add(reader.GetGuid(0));
        return [.. ids];
    }

    private static SqlTableSource From(string schema, ObjectModel owner) => new(new SqlTable(schema, owner.Table), Row);

    private static SqlExpression IsLive(ObjectModel owner) => Column(Row, owner.Field(SystemFields.DeletedAt).Column.Name).IsNull();

    private static NpgsqlCommand Command(NpgsqlDataSource dataSource, SqlSelect query)
    {
        SqlText text = query.Print();
        NpgsqlCommand command = dataSource.CreateCommand(text.Text);
        command.CommandTimeout = 0;
        foreach (SqlParameter parameter in text.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = StatementCommand.DriverType(parameter.Type), Value = parameter.Value ?? DBNull.Value });
        }

        return command;
    }
}
