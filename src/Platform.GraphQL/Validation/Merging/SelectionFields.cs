using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Merging;

/// <summary>The fields of one selection set by response name, inline fragments taken in, and the fragments it spreads.</summary>
internal sealed class SelectionFields
{
    private readonly Dictionary<string, List<FieldEntry>> byName = [];
    private readonly HashSet<string> spreadNames = [];

    /// <summary>Response names with their fields, in the order of the first field of each.</summary>
    public List<(string Name, List<FieldEntry> Fields)> Groups { get; } = [];

    /// <summary>The fragments spread, each once; those that are not defined are left out.</summary>
    public List<FragmentDefinitionNode> Spreads { get; } = [];

    public List<FieldEntry>? Find(string responseName) => byName.GetValueOrDefault(responseName);

    public void Add(FieldEntry entry)
    {
        string name = entry.Node.ResponseName;
        if (!byName.TryGetValue(name, out List<FieldEntry>? group))
        {
            byName.Add(name, group = []);
            Groups.Add((name, group));
        }
        group.Add(entry);
    }

    public void Add(FragmentSpreadNode spread, ValidationContext context)
    {
        if (spreadNames.Add(spread.Name.Value) && context.FindFragment(spread.Name.Value) is { } fragment)
            Spreads.Add(fragment);
    }
}
