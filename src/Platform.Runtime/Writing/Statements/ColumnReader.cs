using System.Diagnostics;
using Npgsql;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Reads columns in the CLR types that <c>ValueCodec.FromColumns</c> takes.</summary>
internal static class ColumnReader
{
    /// <summary>The canonical value of a field whose columns start at <paramref name="at"/>; moves past them.</summary>
    public static object? Read(NpgsqlDataReader reader, FieldSlot slot, ref int at)
    {
        object?[] columns = new object?[slot.Columns.Count];
        for (int i = 0; i < columns.Length; i++, at++) columns[i] = Read(reader, at, slot.Columns[i].Type);
        return slot.IsEncrypted ? columns[0] : slot.Codec.FromColumns(columns);
    }

    /// <summary>One column in the CLR type in which it travels back.</summary>
    public static object? Read(NpgsqlDataReader reader, int at, SqlType type)
    {
        if (reader.IsDBNull(at)) return null;
        if (type.Element is not null) return reader.GetFieldValue<string[]>(at);
        return type.Name switch
        {
            "text" or "json" or "jsonb" => reader.GetString(at),
            "uuid" => reader.GetGuid(at),
            "integer" => reader.GetInt32(at),
            "bigint" => reader.GetInt64(at),
            "numeric" => reader.GetDecimal(at),
            "double precision" => reader.GetDouble(at),
            "boolean" => reader.GetBoolean(at),
            "date" => reader.GetFieldValue<DateOnly>(at),
            "timestamptz" => reader.GetDateTime(at),
            "time" => reader.GetFieldValue<TimeOnly>(at),
            "bytea" => reader.GetFieldValue<byte[]>(at),
            _ => throw new UnreachableException($"Column type {type.Name} cannot be read."),
        };
    }
}
