using System.Text.RegularExpressions;

namespace Platform.Sql.Definition;

/// <summary>
/// The type of a column as in a definition, with its modifiers: <c>numeric(18,2)</c>, <c>text[]</c>. Its base is one of the closed list of
/// <see cref="SqlType"/>.
/// </summary>
public sealed partial record SqlColumnType
{
    private SqlColumnType(string name, SqlType value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name as printed.</summary>
    public string Name { get; }

    /// <summary>The type of the values, without modifiers; for parameters and casts.</summary>
    public SqlType Value { get; }

    /// <summary>The type of that name.</summary>
    /// <exception cref="ArgumentException">The name is none of the closed list or its modifiers are not numbers.</exception>
    public static SqlColumnType Of(string name)
    {
        if (!Shape().IsMatch(name)) throw new ArgumentException($"'{name}' is not a supported column type.", nameof(name));
        return new SqlColumnType(name, SqlType.Of(name));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    [GeneratedRegex(@"^[a-z]+( [a-z]+)*[0-9]?(\([0-9]{1,4}(, ?-?[0-9]{1,4})?\))?(\[\])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
