using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Metadata.Values.Codecs;

/// <summary>A length of time in whole seconds: <see cref="TimeSpan"/>; ISO 8601 in the API, <c>1:30:00</c> or <c>1h 30m</c> too in imports.</summary>
internal sealed partial class DurationCodec : ValueCodec
{
    /// <inheritdoc/>
    public override string ToText(object value) => IsoText.Write((TimeSpan)value);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue(ToText(value));

    /// <inheritdoc/>
    public override void ToColumns(object? value, Span<object?> columns) =>
        columns[0] = value is TimeSpan duration ? duration.Ticks / TimeSpan.TicksPerSecond : null;

    /// <inheritdoc/>
    public override object? FromColumns(ReadOnlySpan<object?> columns) => columns[0] switch
    {
        long seconds => TimeSpan.FromSeconds(seconds),
        TimeSpan duration => duration,
        _ => null,
    };

    private protected override ValueResult FromInput(object input)
    {
        if (input is TimeSpan or long or int) return FromSeconds(input);
        if (!InputForm.TryText(input, out string? text)) return WrongType("Duration");
        return IsoText.TryDuration(text.AsSpan().Trim(), out TimeSpan duration)
            ? ValueResult.Of(duration)
            : ValueResult.Refused(ValueCodes.InvalidDuration);
    }

    private protected override ValueResult FromText(string text, ImportFormat format)
    {
        string cell = FullWidth.ToAscii(text).Trim();
        if (IsoText.TryDuration(cell, out TimeSpan duration)) return ValueResult.Of(duration);
        Match match = Clock().Match(cell) is { Success: true } clock ? clock : Units().Match(cell);
        if (!match.Success || cell.Length == 0) return ValueResult.Refused(ValueCodes.InvalidDuration);
        decimal seconds = (Part(match, "d") * 86_400) + (Part(match, "h") * 3_600) + (Part(match, "m") * 60) + Part(match, "s");
        return IsoText.TrySeconds(cell[0] == '-' ? -seconds : seconds, out duration)
            ? ValueResult.Of(duration)
            : ValueResult.Refused(ValueCodes.InvalidDuration);
    }

    private static ValueResult FromSeconds(object input)
    {
        decimal seconds = input is TimeSpan span
            ? (decimal)span.Ticks / TimeSpan.TicksPerSecond
            : Convert.ToDecimal(input, CultureInfo.InvariantCulture);
        if (decimal.Truncate(seconds) != seconds) return ValueResult.Refused(ValueCodes.TooPrecise);
        return IsoText.TrySeconds(seconds, out TimeSpan duration) ? ValueResult.Of(duration) : ValueResult.Refused(ValueCodes.InvalidDuration);
    }

    private static decimal Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? decimal.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A-?(?<h>[0-9]{1,9}):(?<m>[0-5][0-9])(?::(?<s>[0-5][0-9]))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"\A-?(?:(?<d>[0-9]{1,9}) ?(?:days?|d|天))? ?(?:(?<h>[0-9]{1,9}) ?(?:hours?|h|小时))? ?(?:(?<m>[0-9]{1,9}) ?(?:minutes?|min|m|分钟?))? ?(?:(?<s>[0-9]{1,9}) ?(?:seconds?|s|秒))?(?<=[a-z天时分钟秒])\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Units();
}
