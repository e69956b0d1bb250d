using System.Globalization;
using System.Text;

namespace Platform.Runtime.Hosting.Metrics;

/// <summary>Prometheus' text exposition format, version 0.0.4.</summary>
internal static class PrometheusText
{
    internal static string Render(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (MetricFamily family in families)
        {
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.ReplaceLineEndings(" ")).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach ((string labels, MetricSeries series) in family.Series)
            {
                if (family.Kind == MetricKind.Histogram) AppendHistogram(text, family.Name, labels, series);
                else AppendSample(text, family.Name, labels, series.Value);
            }
        }
        return text.ToString();
    }

    /// <summary>Name with its unit, and <c>_total</c> for what only grows, as Prometheus' conventions have it.</summary>
    internal static string Name(string instrument, string? unit, MetricKind kind)
    {
        string name = Label(instrument);
        string suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) name += suffix;
        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    internal static string Label(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name) text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return text.ToString();
    }

    internal static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static void AppendHistogram(StringBuilder text, string name, string labels, MetricSeries series)
    {
        string separator = labels.Length == 0 ? "" : ",";
        long count = 0;
        foreach ((double bound, long upTo) in series.Cumulated())
        {
            AppendSample(text, name + "_bucket", $"{labels}{separator}le=\"{Number(bound)}\"", upTo);
            count = upTo;
        }
        AppendSample(text, name + "_sum", labels, series.Value);
        AppendSample(text, name + "_count", labels, count);
    }

    private static void AppendSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
