using System.Collections.Immutable;
using System.Globalization;

namespace Platform.GraphQL.Types;

/// <summary>
/// The scalars of the specification (section 3.5). Coerced values are <see cref="int"/>, <see cref="double"/>, <see cref="string"/>,
/// <see cref="bool"/>, and <see cref="string"/> for ID. Messages are worded as graphql-js words them.
/// </summary>
public static class BuiltInScalars
{
    /// <summary><c>Int</c>: 32 bits, signed. JSON numbers such as <c>1.0</c> and <c>1e3</c> are whole and accepted; literals are not.</summary>
    public static ScalarType Int { get; } = new("Int", CoerceInt)
    {
        Description = "A whole number from -2147483648 to 2147483647.",
    };

    /// <summary><c>Float</c>: a finite double.</summary>
    public static ScalarType Float { get; } = new("Float", CoerceFloat)
    {
        Description = "A number in double precision (IEEE 754).",
    };

    /// <summary><c>String</c>.</summary>
    public static ScalarType String { get; } = new("String", input => input.Kind == ScalarInputKind.String
        ? ScalarResult.Of(input.Text)
        : ScalarResult.Wrong($"String cannot represent a non string value: {input.Shown}"))
    {
        Description = "Text in Unicode.",
    };

    /// <summary><c>Boolean</c>.</summary>
    public static ScalarType Boolean { get; } = new("Boolean", input => input.Kind == ScalarInputKind.Boolean
        ? ScalarResult.Of(input.Text == "true")
        : ScalarResult.Wrong($"Boolean cannot represent a non boolean value: {input.Shown}"))
    {
        Description = "Either `true` or `false`.",
    };

    /// <summary><c>ID</c>: text, or a whole number that becomes text.</summary>
    public static ScalarType Id { get; } = new("ID", CoerceId)
    {
        Description = "An identifier. It is text without meaning for people; a whole number is accepted as input.",
    };

    /// <summary>All five.</summary>
    public static ImmutableArray<ScalarType> All { get; } = [String, Int, Float, Boolean, Id];

    private static ScalarResult CoerceInt(ScalarInput input)
    {
        bool whole = input.Kind == ScalarInputKind.Int || (!input.IsLiteral && WholeNumber(input) is not null);
        if (!whole)
            return ScalarResult.Wrong($"Int cannot represent non-integer value: {input.Shown}");
        if (int.TryParse(input.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
            return ScalarResult.Of(value);
        return WholeNumber(input) is >= int.MinValue and <= int.MaxValue and var number
            ? ScalarResult.Of((int)number)
            : ScalarResult.Wrong($"Int cannot represent non 32-bit signed integer value: {input.Shown}");
    }

    private static ScalarResult CoerceFloat(ScalarInput input)
    {
        bool number = input.Kind is ScalarInputKind.Int or ScalarInputKind.Float;
        return number && double.TryParse(input.Text, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? ScalarResult.Of(value)
            : ScalarResult.Wrong($"Float cannot represent non numeric value: {input.Shown}");
    }

    private static ScalarResult CoerceId(ScalarInput input)
    {
        if (input.Kind is ScalarInputKind.String or ScalarInputKind.Int)
            return ScalarResult.Of(input.Text);
        if (!input.IsLiteral && WholeNumber(input) is { } number && Math.Abs(number) < 1e15)
            return ScalarResult.Of(((long)number).ToString(CultureInfo.InvariantCulture));
        return ScalarResult.Wrong(input.IsLiteral
            ? $"ID cannot represent a non-string and non-integer value: {input.Shown}"
            : $"ID cannot represent value: {input.Shown}");
    }

    /// <summary>The number where it has no fraction, as JSON does not tell 1 from 1.0; otherwise null.</summary>
    private static double? WholeNumber(ScalarInput input) =>
        input.Kind is ScalarInputKind.Int or ScalarInputKind.Float
        && double.TryParse(input.Text, CultureInfo.InvariantCulture, out double value) && Math.Floor(value) == value
        && double.IsFinite(value)
            ? value
            : null;
}
