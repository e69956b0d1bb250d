namespace Platform.Sql;

/// <summary>A PostgreSQL data type that parameters and casts can have.</summary>
public sealed record SqlType
{
    private SqlType(string name, SqlType? element = null)
    {
        Name = name;
        Element = element;
    }

    /// <summary><c>text</c>.</summary>
    public static SqlType Text { get; } = new("text");

    /// <summary><c>integer</c>, 32 bits.</summary>
    public static SqlType Integer { get; } = new("integer");

    /// <summary><c>bigint</c>, 64 bits.</summary>
    public static SqlType BigInt { get; } = new("bigint");

    /// <summary><c>numeric</c> of any precision.</summary>
    public static SqlType Numeric { get; } = new("numeric");

    /// <summary><c>double precision</c>.</summary>
    public static SqlType Double { get; } = new("double precision");

    /// <summary><c>boolean</c>.</summary>
    public static SqlType Boolean { get; } = new("boolean");

    /// <summary><c>date</c>.</summary>
    public static SqlType Date { get; } = new("date");

    /// <summary><c>timestamp with time zone</c>.</summary>
    public static SqlType TimestampTz { get; } = new("timestamptz");

    /// <summary><c>timestamp without time zone</c>.</summary>
    public static SqlType Timestamp { get; } = new("timestamp");

    /// <summary><c>time without time zone</c>.</summary>
    public static SqlType Time { get; } = new("time");

    /// <summary><c>interval</c>.</summary>
    public static SqlType Interval { get; } = new("interval");

    /// <summary><c>uuid</c>.</summary>
    public static SqlType Uuid { get; } = new("uuid");

    /// <summary><c>json</c>, text that is known to be JSON.</summary>
    public static SqlType Json { get; } = new("json");

    /// <summary><c>jsonb</c>.</summary>
    public static SqlType Jsonb { get; } = new("jsonb");

    /// <summary><c>bytea</c>.</summary>
    public static SqlType Bytea { get; } = new("bytea");

    /// <summary>The name as printed, for example <c>timestamptz</c> or <c>uuid[]</c>.</summary>
    public string Name { get; }

    /// <summary>The element type of an array type, else null.</summary>
    public SqlType? Element { get; }

    /// <summary>The array type of this element type.</summary>
    /// <exception cref="InvalidOperationException">This is an array type; PostgreSQL has no arrays of arrays.</exception>
    public SqlType Array =>
        Element is null ? new SqlType(Name + "[]", this) : throw new InvalidOperationException("An array type has no array type.");

    /// <summary>The type of a column from its type as in DDL: <c>numeric(18,2)</c> gives <see cref="Numeric"/>, <c>text[]</c> an array of text.</summary>
    /// <exception cref="ArgumentException">The name is none of the closed list.</exception>
    public static SqlType Of(string columnType)
    {
        if (columnType.EndsWith("[]", StringComparison.Ordinal)) return Of(columnType[..^2]).Array;
        int parenthesis = columnType.IndexOf('(', StringComparison.Ordinal);
        return (parenthesis < 0 ? columnType : columnType[..parenthesis]).ToLowerInvariant() switch
        {
            "text" or "varchar" or "character varying" => Text,
            "integer" or "int" or "int4" => Integer,
            "bigint" or "int8" => BigInt,
            "numeric" or "decimal" => Numeric,
            "double precision" or "float8" => Double,
            "boolean" or "bool" => Boolean,
            "date" => Date,
            "timestamptz" or "timestamp with time zone" => TimestampTz,
            "timestamp" or "timestamp without time zone" => Timestamp,
            "time" or "time without time zone" => Time,
            "interval" => Interval,
            "uuid" => Uuid,
            "json" => Json,
            "jsonb" => Jsonb,
            "bytea" => Bytea,
            _ => throw new ArgumentException($"'{columnType}' is not a supported column type.", nameof(columnType)),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
