using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Platform.GraphQL.Lowering;
using Platform.Sql;

namespace Platform.Runtime.Reading;

/// <summary>Turns printed statements into commands of the driver, with every parameter's type declared.</summary>
public static class StatementCommand
{
    /// <summary>A command for the statement; the driver prepares it by itself when it is used again and again.</summary>
    public static NpgsqlCommand Create(NpgsqlConnection connection, BoundStatement statement)
    {
        NpgsqlCommand command = new(statement.Text, connection);
        foreach ((SqlType type, object? value) in statement.Values)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = DriverType(type), Value = value ?? DBNull.Value });
        }

        return command;
    }

    /// <summary>A command for a statement whose parameters carry their values.</summary>
    public static NpgsqlCommand Create(NpgsqlConnection connection, SqlText statement) =>
        Create(connection, new BoundStatement(statement.Text, [.. statement.Parameters.Select(p => (p.Type, p.Value))]));

    /// <summary>The driver's name of a type.</summary>
    public static NpgsqlDbType DriverType(SqlType type) => type.Element is { } element
        ? NpgsqlDbType.Array | DriverType(element)
        : type.Name switch
        {
            "text" => NpgsqlDbType.Text,
            "integer" => NpgsqlDbType.Integer,
            "bigint" => NpgsqlDbType.Bigint,
            "numeric" => NpgsqlDbType.Numeric,
            "double precision" => NpgsqlDbType.Double,
            "boolean" => NpgsqlDbType.Boolean,
            "date" => NpgsqlDbType.Date,
            "timestamptz" => NpgsqlDbType.TimestampTz,
            "timestamp" => NpgsqlDbType.Timestamp,
            "time" => NpgsqlDbType.Time,
            "interval" => NpgsqlDbType.Interval,
            "uuid" => NpgsqlDbType.Uuid,
            "json" => NpgsqlDbType.Json,
            "jsonb" => NpgsqlDbType.Jsonb,
            "bytea" => NpgsqlDbType.Bytea,
            _ => throw new UnreachableException($"No driver type for {type.Name}."),
        };
}
