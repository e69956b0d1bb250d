using Npgsql;
using NpgsqlTypes;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Runtime.Demo.Loading;

/// <summary>Sends rows to a table by binary COPY.</summary>
internal static class TableCopy
{
    /// <summary>Stores the rows, made while they are sent.</summary>
    /// <returns>Number of rows.</returns>
    public static async Task<ulong> RunAsync(
        NpgsqlConnection connection, string schema, string table, IReadOnlyList<ColumnModel> columns, IEnumerable<object?[]> rows,
        LoadReport report, CancellationToken cancellation)
    {
        string names = string.Join(", ", columns.Select(c => SqlIdentifier.Quote(c.Name)));
        string copy = $"COPY {SqlIdentifier.Quote(schema)}.{SqlIdentifier.Quote(table)} ({names}) FROM STDIN (FORMAT binary)";
        NpgsqlDbType[] types = [.. columns.Select(c => TypeOf(c.Type))];
        await using NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync(copy, cancellation);
        foreach (object?[] row in rows)
        {
            // The synchronous form: it only fills the buffer, and is several times quicker than a task per value.
            importer.StartRow();
            for (int i = 0; i < types.Length; i++) Write(importer, row[i], types[i]);
            report.Stored();
            cancellation.ThrowIfCancellationRequested();
        }

        return await importer.CompleteAsync(cancellation);
    }

    private static void Write(NpgsqlBinaryImporter importer, object? value, NpgsqlDbType type)
    {
        switch (value)
        {
            case null: importer.WriteNull(); break;
            case string text: importer.Write(text, type); break;
            case Guid id: importer.Write(id, type); break;
            case decimal number: importer.Write(number, type); break;
            case DateTime instant: importer.Write(instant, type); break;
            case DateOnly date: importer.Write(date, type); break;
            case bool truth: importer.Write(truth, type); break;
            case int number: importer.Write(number, type); break;
            case long number: importer.Write(number, type); break;
            case string[] list: importer.Write(list, type); break;
            default: throw new DemoException($"A value of type {value.GetType().Name} cannot be stored.");
        }
    }

    private static NpgsqlDbType TypeOf(string type) => type switch
    {
        "uuid" => NpgsqlDbType.Uuid,
        "text" => NpgsqlDbType.Text,
        "integer" => NpgsqlDbType.Integer,
        "bigint" => NpgsqlDbType.Bigint,
        "boolean" => NpgsqlDbType.Boolean,
        "date" => NpgsqlDbType.Date,
        "timestamptz" => NpgsqlDbType.TimestampTz,
        "text[]" => NpgsqlDbType.Array | NpgsqlDbType.Text,
        _ when type.StartsWith("numeric", StringComparison.Ordinal) => NpgsqlDbType.Numeric,
        _ => throw new DemoException($"Demo data cannot fill a column of type {type}."),
    };
}
