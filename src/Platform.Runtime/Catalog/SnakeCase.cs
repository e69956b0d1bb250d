using System.Text;

namespace Platform.Runtime.Catalog;

/// <summary>C# names as PostgreSQL writes names.</summary>
internal static class SnakeCase
{
    /// <summary><c>NextAttemptAt</c> becomes <c>next_attempt_at</c>.</summary>
    internal static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
