using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Platform.Expressions.Evaluation;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>
/// The expressions of a model, ready to be evaluated. Kept with the model, not with its objects: what an expression means depends on the objects that it
/// reads, too.
/// </summary>
internal sealed class ModelExpressions
{
    private static readonly ConditionalWeakTable<TenantModel, ModelExpressions> Known = [];
    private readonly TenantModel _model;
    private readonly ConcurrentDictionary<string, WriteExpressions?> _writes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Object, string Field), CompiledExpression> _formulas = [];

    private readonly ConcurrentDictionary<string, ConversionExpressions> _conversions = new(StringComparer.Ordinal);

    private ModelExpressions(TenantModel model) => _model = model;

    /// <summary>The expressions of a model.</summary>
    public static ModelExpressions Of(TenantModel model) => Known.GetValue(model, m => new ModelExpressions(m));

    /// <summary>What is asked of writes of an object's records; null when nothing is.</summary>
    public WriteExpressions? Writing(RecordLayout layout) =>
        _writes.GetOrAdd(layout.Object.Name, _ => WriteExpressions.Applies(_model, layout) ? new WriteExpressions(_model, layout) : null);

    /// <summary>The expressions of a conversion.</summary>
    public ConversionExpressions Converting(ConversionModel conversion) => _conversions.GetOrAdd(conversion.Name, _ => new ConversionExpressions(_model, conversion));

    /// <summary>The formula of a computed field.</summary>
    public CompiledExpression Formula(RecordLayout layout, FieldSlot slot) => _formulas.GetOrAdd(
        (layout.Object.Name, slot.Field.Name), _ => CompiledExpression.Compile(slot.Field.Formula!.Checked));
}
