using System.Runtime.CompilerServices;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Runtime.Writing.Layouts;

/// <summary>Which fields of a model refer to which object: what deletion has to look at. Worked out once for each model.</summary>
internal sealed class ReferenceGraph
{
    private static readonly ConditionalWeakTable<TenantModel, ReferenceGraph> Graphs = [];
    private readonly Dictionary<string, List<IncomingReference>> _incoming = new(StringComparer.Ordinal);

    private ReferenceGraph(TenantModel model)
    {
        foreach (ObjectModel source in model.Objects)
        {
            RecordLayout layout = RecordLayout.Of(source);
            foreach (ReferenceSlot reference in layout.References.Where(r => !r.Slot.IsLinks))
            {
                foreach (string target in reference.Targets)
                {
                    if (!_incoming.TryGetValue(target, out List<IncomingReference>? list)) _incoming[target] = list = [];
                    list.Add(new IncomingReference(layout, reference.Slot, RuleOf(reference.Slot.Field.Type)));
                }
            }
        }
    }

    /// <summary>The graph of a model.</summary>
    public static ReferenceGraph Of(TenantModel model) => Graphs.GetValue(model, m => new ReferenceGraph(m));

    /// <summary>Fields that refer to an object.</summary>
    public IReadOnlyList<IncomingReference> To(ObjectModel target) => _incoming.TryGetValue(target.Name, out var list) ? list : [];

    private static OnDelete RuleOf(FieldType type) => type switch
    {
        MasterDetailType => OnDelete.Cascade,
        LookupType lookup => lookup.OnDelete,
        _ => OnDelete.Clear,
    };
}
