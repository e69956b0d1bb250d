using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Platform.GraphQL.Types;

/// <summary>An ordered list of distinct names with their positions; made once and shared between schemas.</summary>
public sealed class MemberNames
{
    private readonly FrozenDictionary<string, int> positions;

    /// <summary>Takes the names in order.</summary>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    public MemberNames(IEnumerable<string> names)
    {
        Names = [.. names];
        positions = Names.Select((name, index) => KeyValuePair.Create(name, index)).ToDictionary().ToFrozenDictionary();
    }

    /// <summary>The names in order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The position of a name, or -1.</summary>
    public int IndexOf(string name) => positions.TryGetValue(name, out int index) ? index : -1;
}
