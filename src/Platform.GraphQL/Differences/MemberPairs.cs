using Platform.GraphQL.Types;

namespace Platform.GraphQL.Differences;

/// <summary>Members of an old and a new schema, matched by name, each list in its own order.</summary>
internal sealed record MemberPairs<T>(List<T> Removed, List<T> Added, List<(T Old, T Now)> Kept)
    where T : ISchemaMember
{
    public static MemberPairs<T> Match(IEnumerable<T> old, IEnumerable<T> now)
    {
        Dictionary<string, T> byName = now.ToDictionary(member => member.Name);
        MemberPairs<T> pairs = new([], [], []);
        HashSet<string> seen = [];
        foreach (T member in old)
        {
            seen.Add(member.Name);
            if (byName.TryGetValue(member.Name, out T? same))
                pairs.Kept.Add((member, same));
            else
                pairs.Removed.Add(member);
        }
        pairs.Added.AddRange(byName.Values.Where(member => !seen.Contains(member.Name)));
        return pairs;
    }
}
