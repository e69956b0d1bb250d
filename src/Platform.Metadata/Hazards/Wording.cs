using Platform.Metadata.Documents;

namespace Platform.Metadata.Hazards;

/// <summary>Texts in the platform's two languages.</summary>
internal static class Wording
{
    /// <summary>An English and a Chinese text.</summary>
    public static LocalizedText Of(string english, string chinese) => new([new("en", english), new("zh-CN", chinese)]);

    /// <summary>The English or Chinese text of a label, for use inside a sentence of that language.</summary>
    public static (string English, string Chinese) Both(LocalizedText label) => (label.In("en"), label.In("zh-CN"));

    /// <summary>A number of things in English: <c>1 record</c>, <c>2,000 records</c>.</summary>
    public static string Count(long count, string one, string? many = null) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");
}
