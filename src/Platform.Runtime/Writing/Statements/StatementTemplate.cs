using Npgsql;
using NpgsqlTypes;
using Platform.Runtime.Reading;
using Platform.Sql;

namespace Platform.Runtime.Writing.Statements;

/// <summary>
/// A printed statement that is used again and again with other values. Its parameters carry, in place of values, the index of the value that they take.
/// </summary>
internal sealed class StatementTemplate
{
    private readonly (NpgsqlDbType Type, int Index)[] _parameters;

    /// <summary>Prints a statement whose parameters were made by <see cref="Value"/>.</summary>
    public StatementTemplate(SqlStatement statement)
    {
        SqlText printed = statement.Print();
        Text = printed.Text;
        _parameters = [.. printed.Parameters.Select(p => (StatementCommand.DriverType(p.Type), (int)p.Value!))];
    }

    /// <summary>Text with <c>$1</c> …</summary>
    public string Text { get; }

    /// <summary>A parameter that takes the value of that index.</summary>
    public static SqlExpression Value(SqlType type, int index) => SqlExpression.Parameter(type, index);

    /// <summary>A command with these values.</summary>
    public NpgsqlBatchCommand Bind(params ReadOnlySpan<object?> values)
    {
        NpgsqlBatchCommand command = new(Text);
        foreach ((NpgsqlDbType type, int index) in _parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = values[index] ?? DBNull.Value });
        }

        return command;
    }
}
