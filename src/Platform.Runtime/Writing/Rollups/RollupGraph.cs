using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Rollups;

/// <summary>The rollups of a model as the pipeline needs them. Worked out once for each model.</summary>
internal sealed class RollupGraph
{
    private static readonly ConditionalWeakTable<TenantModel, RollupGraph> Graphs = [];
    private const int MaxTemplates = 1_000;
    private readonly ConcurrentDictionary<string, StatementTemplate> _templates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<FieldSlot>> _images = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);

    private RollupGraph(TenantModel model)
    {
        Model = model;
        Groups =
        [
            .. RollupOrder.Of(model)
                .GroupBy(r => (r.Owner.Name, r.Field.Rollup!.Definition.Relation, r.Level, Adds: RollupGroup.CanAdd(r)))
                .Select(g => new RollupGroup(
                    $"{g.Key.Name}.{g.Key.Relation}.{g.Key.Level}.{g.Key.Adds}", RecordLayout.Of(g.First().Owner), RecordLayout.Of(g.First().Link.Child), g.Key.Level,
                    g.Key.Adds, [.. g]))
                .OrderBy(g => g.Level),
        ];
        foreach (RollupGroup group in Groups)
        {
            _sources.Add(group.Child.Object.Name);
            if (group.Link.Column is null) _sources.Add(group.Owner.Object.Name);
            foreach (RollupInput input in group.ForeignInputs) _sources.Add(input.Object);
        }

        foreach (IGrouping<RecordLayout, RollupGroup> child in Groups.GroupBy(g => g.Child))
        {
            _images[child.Key.Object.Name] = [.. child.SelectMany(g => g.OwnInputs).Distinct().Select(f => child.Key[f]).OrderBy(s => s.Ordinal)];
        }
    }

    /// <summary>The model.</summary>
    public TenantModel Model { get; }

    /// <summary>The groups, lower levels first.</summary>
    public IReadOnlyList<RollupGroup> Groups { get; }

    /// <summary>The graph of a model.</summary>
    public static RollupGraph Of(TenantModel model) => Graphs.GetValue(model, m => new RollupGraph(m));

    /// <summary>A write of the object may change rollups.</summary>
    public bool Concerns(string objectName) => _sources.Contains(objectName);

    /// <summary>The fields of a record that have to be known as they were before it changes; empty when no rollup takes the object's records.</summary>
    public IReadOnlyList<FieldSlot> ImageOf(string objectName) => _images.GetValueOrDefault(objectName, []);

    /// <summary>Rollups of other groups depend on those of this one.</summary>
    public bool HasDependents(RollupGroup group)
    {
        HashSet<string> fields = [.. group.Rollups.Select(r => r.Field.Name)];
        return Groups.Any(g => g.Level > group.Level && g.DependsOn(group.Owner.Object.Name, fields.Contains));
    }

    /// <summary>
    /// How records are locked that a group reads: against changes. Where the same write brings rollups of theirs up to date, too, the lock is the one that this will take:
    /// two writers who both hold the weaker one could not both get the stronger.
    /// </summary>
    /// <param name="group">The group that reads.</param>
    /// <param name="read">Object of the records.</param>
    public SqlLockStrength StrengthFor(RollupGroup group, string read) =>
        Groups.Any(g => g.Owner.Object.Name == read && (g.Child == group.Child || g.Link.Field == group.Link.Field)) ? SqlLockStrength.NoKeyUpdate : SqlLockStrength.Share;

    /// <summary>The statement of that key, printed at first use.</summary>
    public StatementTemplate Template(string key, Func<StatementTemplate> print)
    {
        if (_templates.TryGetValue(key, out StatementTemplate? known)) return known;
        if (_templates.Count >= MaxTemplates) _templates.Clear();
        return _templates.GetOrAdd(key, print());
    }
}
