using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A time in which people work. It belongs to the day on which it begins.</summary>
/// <param name="From">Local time of its beginning.</param>
/// <param name="To">Local time of its end; not after <paramref name="From"/>: on the next day. <c>24:00</c> is midnight.</param>
public sealed record Shift([Format(TextFormat.TimeOfDay)] string From, [Format(TextFormat.TimeOfDay)] string To);
