using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Merging;

/// <summary>Two fields, or two sets of fields beneath them, that cannot share a key of the response.</summary>
internal sealed record FieldConflict(string ResponseName, string Reason, List<FieldNode> Left, List<FieldNode> Right)
{
    private const int LongestText = 1000;
    private const int MostNodes = 20;

    public string Message => $"Fields \"{Shorten(ResponseName)}\" conflict because {Reason}. "
        + "Use different aliases on the fields to fetch both if this was intentional.";

    public static string Shorten(string text) => text.Length > LongestText ? text[..LongestText] + "..." : text;

    /// <summary>The conflict of two fields whose selections conflict; null when there are none.</summary>
    public static FieldConflict? OfSubfields(List<FieldConflict> conflicts, string responseName, FieldNode left, FieldNode right)
    {
        if (conflicts.Count == 0)
            return null;
        string reason = "";
        foreach (FieldConflict conflict in conflicts)
        {
            reason += (reason.Length > 0 ? " and " : "")
                + $"subfields \"{Shorten(conflict.ResponseName)}\" conflict because {conflict.Reason}";
            if (reason.Length > LongestText)
                break;
        }
        return new FieldConflict(
            responseName,
            Shorten(reason),
            [left, .. conflicts.SelectMany(conflict => conflict.Left).Take(MostNodes - 1)],
            [right, .. conflicts.SelectMany(conflict => conflict.Right).Take(MostNodes - 1)]);
    }
}
