using Platform.Expressions.Typing;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Computation;

/// <summary>The inputs of an inbound endpoint as expressions see them: fields of one object that no tenant has.</summary>
/// <param name="endpoint">The endpoint.</param>
public sealed class InboundInputs(InboundEndpointDocument endpoint) : IExpressionObjects
{
    /// <summary>Name of the object; none of documents.</summary>
    public const string ObjectName = "call";

    private readonly ExpressionMember[] _members =
        [.. endpoint.Inputs.Select((input, i) => new ExpressionMember(input.Name, TypeOf(input.Type)) { Slot = i, Tag = input })];

    /// <summary>What expressions of the endpoint may use: the inputs and the clock.</summary>
    public ExpressionScope Scope => new(this, ObjectName);

    /// <inheritdoc/>
    public ExpressionMember? Member(string objectName, string name) => objectName == ObjectName ? Array.Find(_members, m => m.Name == name) : null;

    /// <inheritdoc/>
    public IEnumerable<ExpressionMember> Members(string objectName) => objectName == ObjectName ? _members : [];

    private static ExpressionType TypeOf(InboundType type) => type switch
    {
        InboundType.Number => ExpressionType.Decimal,
        InboundType.Integer => ExpressionType.Int,
        InboundType.Boolean => ExpressionType.Bool,
        InboundType.Date => ExpressionType.Date,
        InboundType.DateTime => ExpressionType.Timestamp,
        _ => ExpressionType.Text,
    };
}
