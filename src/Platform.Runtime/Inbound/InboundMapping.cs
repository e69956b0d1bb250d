using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Inbound;

/// <summary>What an endpoint makes of the inputs of a call, ready to be evaluated; worked out once for each model.</summary>
internal sealed class InboundMapping
{
    private static readonly ConditionalWeakTable<TenantModel, ConcurrentDictionary<string, InboundMapping>> Known = [];
    private readonly List<(FieldSlot Slot, CompiledExpression Value)> _values = [];

    private InboundMapping(TenantModel model, InboundEndpointDocument endpoint)
    {
        Layout = RecordLayout.Of(model.Object(endpoint.Object));
        ExpressionScope scope = new InboundInputs(endpoint).Scope;
        foreach (InboundValue value in endpoint.Values)
        {
            FieldSlot slot = Layout[value.Field];
            ExpressionType? expected = slot.Field.Type is LookupType or MasterDetailType ? ExpressionType.Text : FieldMembers.TypeOf(slot.Field.Type);
            _values.Add((slot, CompiledExpression.Compile(TypeChecker.Check(value.Value, scope, expected).Expression!)));
        }
    }

    /// <summary>The object.</summary>
    public RecordLayout Layout { get; }

    /// <summary>The mapping of an endpoint.</summary>
    public static InboundMapping Of(TenantModel model, InboundEndpointDocument endpoint) =>
        Known.GetOrCreateValue(model).GetOrAdd(endpoint.Name, _ => new InboundMapping(model, endpoint));

    /// <summary>The input of the write. What comes out blank is left as it is.</summary>
    public IReadOnlyDictionary<string, object?> Input(InboundBody body, DateTimeOffset now, string timeZone)
    {
        EvaluationContext context = new(body)
        {
            Now = Moments.FromDateTime(now.UtcDateTime),
            Zone = TimeZones.TryFind(timeZone, out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Utc,
        };
        Dictionary<string, object?> input = new(StringComparer.Ordinal);
        foreach ((FieldSlot slot, CompiledExpression value) in _values)
        {
            if (ComputedValue.ToInput(slot.Field, value.Evaluate(context)) is { } given) input[slot.Field.Name] = Spoken(given);
        }

        return input;
    }

    // Codecs read moments as texts.
    private static object Spoken(object value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        TimeSpan duration => XmlConvert.ToString(duration),
        _ => value,
    };
}
