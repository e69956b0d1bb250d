using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>The expressions of a conversion, and what they read of the record and of the targets.</summary>
internal sealed class ConversionExpressions
{
    private readonly Dictionary<CheckedExpression, CompiledExpression> _compiled = new(ReferenceEqualityComparer.Instance);
    private readonly ReadCollector _reads;

    /// <summary>Prepares the expressions of a conversion.</summary>
    public ConversionExpressions(TenantModel model, ConversionModel conversion)
    {
        _reads = new ReadCollector(model, RecordLayout.Of(model.Object(conversion.Object)));
        foreach (ConversionTargetModel target in conversion.Targets) _reads.Records[target.Alias] = new ReadShape(RecordLayout.Of(model.Object(target.Target.Object)));
        Add(conversion.When);
        foreach (ConversionTargetModel target in conversion.Targets)
        {
            Add(target.When);
            foreach (FieldMappingModel mapping in target.Set) Add(mapping.Value);
        }

        foreach (FieldMappingModel mapping in conversion.Set) Add(mapping.Value);
    }

    /// <summary>What they read of the converted record.</summary>
    public ReadShape Record => _reads.Record;

    /// <summary>What they read of who converts.</summary>
    public ReadShape? User => _reads.User;

    /// <summary>What they read of a target.</summary>
    public ReadShape Target(string alias) => _reads.Records[alias];

    /// <summary>Fields of an object that they read anywhere.</summary>
    public IReadOnlyList<FieldSlot> Read(RecordLayout layout) =>
    [
        .. _reads.Records.Values.Append(Record).Concat(User is null ? [] : [User]).SelectMany(s => s.All)
            .Where(s => s.Layout == layout).SelectMany(s => s.Fields).Distinct().OrderBy(f => f.Ordinal),
    ];

    /// <summary>An expression of the conversion, ready to be evaluated.</summary>
    public CompiledExpression this[CheckedExpression expression] => _compiled[expression];

    private void Add(CheckedExpression? expression)
    {
        if (expression is null || !_compiled.TryAdd(expression, CompiledExpression.Compile(expression))) return;
        _reads.Add(expression);
    }
}
