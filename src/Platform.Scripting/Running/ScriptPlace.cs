using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Scripting.Running;

/// <summary>A place in a source of the author.</summary>
/// <param name="File">Path within the package.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed partial record ScriptPlace(string File, int Line, int Column)
{
    /// <summary>As editors understand it: <c>hooks/lead.ts:4:22</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");

    /// <summary>The first place of a stack that lies in one of these files; null when there is none.</summary>
    public static ScriptPlace? First(string stack, IReadOnlyDictionary<string, string> modules)
    {
        foreach (Match match in Places().Matches(stack))
        {
            if (!modules.ContainsKey(match.Groups[1].Value)) continue;
            return new ScriptPlace(
                match.Groups[1].Value,
                int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture),
                int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture));
        }
        return null;
    }

    [GeneratedRegex(@"([\w./-]+):(\d{1,7}):(\d{1,7})")]
    private static partial Regex Places();
}
